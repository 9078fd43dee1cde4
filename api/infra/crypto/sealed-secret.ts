declare const sealed: unique symbol;

/**
 * A secret as it may be stored: `v1.<key id>.<nonce>.<ciphertext and tag>`, each part base64url.
 * A type of its own, so that it cannot be taken for the text it hides.
 */
export type SealedSecret = string & { readonly [sealed]: true };
