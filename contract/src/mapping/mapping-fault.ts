/** A mapping or a file that cannot be used as a whole: who gave it can put it right. */
export class MappingFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MappingFault";
  }
}
