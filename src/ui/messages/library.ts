import { words } from './words.ts';

export const library = words<never>({ en: {}, 'zh-Hans': {} });
