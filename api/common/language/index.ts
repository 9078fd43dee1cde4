export * from './language-code';
