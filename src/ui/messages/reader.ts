import { words } from './words.ts';

export const reader = words<never>({ en: {}, 'zh-Hans': {} });
