/** What the person at the keyboard can put right. Ends the command with exit code 2. */
export class UsageFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageFault";
  }
}
