/** Thrown by the connector when the address that a name resolved to is on the deny list. */
export class AddressDeniedError extends Error {
  readonly code = 'ADDRESS_DENIED';

  constructor() {
    super('The address is on the deny list');
    this.name = 'AddressDeniedError';
  }
}
