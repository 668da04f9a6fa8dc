// The public key that `npm start` prints, and where Attune is.
window.shopSettings = { key: "PUBLIC_KEY", url: "http://127.0.0.1:8080" };
