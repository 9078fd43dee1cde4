/**
 * Advisory lock of whoever changes the schema; whoever needs it to stay shares it. Any number will do as long as
 * every SmartPlex uses the same.
 */
export const MIGRATION_LOCK = 7_452_689_031;
