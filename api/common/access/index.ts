export * from './access-rule.decorator';
export * from './counted-as-ai.decorator';
export * from './current-principal.decorator';
export * from './principal';
