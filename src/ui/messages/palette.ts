import { words } from './words.ts';

export const palette = words<never>({ en: {}, 'zh-Hans': {} });
