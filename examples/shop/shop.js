// What a shop says to Attune, and when. Loaded in the head, before anything is drawn.
(() => {
  const about = new URLSearchParams(location.search);
  const id = about.get("id");
  window.attune = Attune.start({ ...window.shopSettings, context: id === null ? {} : { productId: id } });

  // The banner is the shop's own, and so is where its answer is kept.
  const answered = localStorage.getItem("shop.consent");
  if (answered !== null) attune.consent(JSON.parse(answered));

  attune.page();
  const kind = location.pathname.replace(/^\/|\.html$/g, "");
  if (kind === "product") attune.productViewed({ product_id: id ?? "" });
  if (kind === "search") attune.searched(about.get("q") ?? "");
  if (kind === "cart") attune.cartViewed(readCart());

  addEventListener("DOMContentLoaded", () => {
    const banner = document.querySelector("#banner");
    banner.hidden = answered !== null;
    for (const button of banner.querySelectorAll("button"))
      button.addEventListener("click", () => answer(button.value === "yes"));
    document.querySelector("#add")?.addEventListener("click", () => add(id ?? ""));
    document.querySelector("#remove")?.addEventListener("click", remove);
    document.querySelector("#login")?.addEventListener("submit", logIn);
    document.querySelector("#logout")?.addEventListener("click", () => attune.reset());
  });

  function answer(isYes) {
    const said = { analytics: isYes, personalisation: isYes };
    localStorage.setItem("shop.consent", JSON.stringify(said));
    attune.consent(said);
    attune.page();
    document.querySelector("#banner").hidden = true;
  }

  function readCart() {
    return JSON.parse(localStorage.getItem("shop.cart") ?? "[]");
  }

  function add(product) {
    const line = { product_id: product, quantity: 1, price: 12.5, currency: "GBP" };
    localStorage.setItem("shop.cart", JSON.stringify([...readCart(), line]));
    attune.productAdded(line);
  }

  function remove() {
    const [line, ...rest] = readCart();
    if (line === undefined) return;
    localStorage.setItem("shop.cart", JSON.stringify(rest));
    attune.productRemoved(line);
  }

  function logIn(event) {
    event.preventDefault();
    const customer = new FormData(event.target).get("customer");
    attune.identify(customer, { tier: "gold" });
  }
})();
