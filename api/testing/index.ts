export * from './emulator';
export * from './eventually';
export * from './forgetful-proxy';
export * from './redis';
export * from './test-app';
export * from './test-browser';
export * from './test-database';
export * from './wrong-clock';
