export * from './application';
export * from './carry-over';
export * from './configure-app';
export * from './listen';
export * from './migrations';
export * from './start';
export * from './command';
export * from './key-rotation';
