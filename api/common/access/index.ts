export * from './access-rule.decorator';
export * from './current-principal.decorator';
export * from './principal';
