export * from './language';
export * from './api';
export * from './host';
