/** Channel on which whoever changes memberships or sections says so. */
export const ACCESS_CHANNEL = 'access';

/** Who may see something else now: one person, or anybody. */
export type AccessChange = { userId: string } | { all: true };
