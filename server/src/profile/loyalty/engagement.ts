import type { EventRecord } from "@attune/contract";

/**
 * What a customer does of their own will: a visit to the site or app in which a product or content was looked at, a message that was
 * clicked or answered, a visit to a store, contact with service, a review, a purchase. Opening a message is none: mail programs do it.
 */
const meaningful: ReadonlySet<string> = new Set([
  "Product Viewed",
  "Product List Viewed",
  "Product Clicked",
  "Products Searched",
  "Content Viewed",
  "Article Viewed",
  "Product Added",
  "Product Removed",
  "Cart Viewed",
  "Checkout Started",
  "Checkout Step Viewed",
  "Checkout Step Completed",
  "Product Added to Wishlist",
  "Wishlist Product Added to Cart",
  "Product Shared",
  "Product Reviewed",
  "Feedback Given",
  "Message Clicked",
  "Message Replied",
  "Store Visited",
  "Appointment Booked",
  "Appointment Attended",
  "Service Case Opened",
  "Quiz Started",
  "Quiz Completed",
  "Referral Sent",
  "Order Completed",
  "Store Purchase Completed",
]);

export const meaningfulEvents: readonly string[] = [...meaningful];

export function isMeaningful({ name }: Pick<EventRecord, "name">): boolean {
  return meaningful.has(name);
}

/** By which a customer joins the brand; its store is where. */
export const joiningEvent = "Signed Up";
