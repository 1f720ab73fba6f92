/** What a column of a company list holds: something the program has a place for, a profile field, or nothing wanted. */
export const COLUMN_ROLES = [
  'name',
  'aliases',
  'chineseName',
  'ticker',
  'country',
  'website',
  'lei',
  'tags',
  'groups',
  'field',
  'skip',
] as const;

export type ColumnRole = (typeof COLUMN_ROLES)[number];

const TITLES: Readonly<Record<Exclude<ColumnRole, 'field' | 'skip'>, readonly string[]>> = {
  name: [
    'name',
    'company',
    'company name',
    'security',
    '名称',
    '公司',
    '公司名称',
    '企业名称',
    '英文名',
    'english name',
  ],
  aliases: ['aliases', 'alias', 'other names', 'also known as', 'aka', '别名', '其他名称', '曾用名', '简称'],
  chineseName: ['chinese name', 'chinese', 'name zh', 'name (zh)', 'name cn', '中文名', '中文名称', '中文'],
  ticker: ['ticker', 'symbol', 'stock code', 'code', '代码', '股票代码', '证券代码'],
  country: ['country', 'country code', 'domicile', '国家', '国家/地区', '国家或地区'],
  website: ['website', 'web', 'url', 'homepage', 'site', '网站', '网址', '官网'],
  lei: ['lei', 'lei code'],
  tags: ['tags', 'tag', 'labels', '标签'],
  groups: ['groups', 'group', 'list', 'lists', '分组', '组别'],
};

function roleOf(title: string): ColumnRole {
  const folded = title.normalize('NFKC').trim().toLowerCase().replace(/[_-]+/g, ' ');
  for (const [role, titles] of Object.entries(TITLES)) if (titles.includes(folded)) return role as ColumnRole;
  return 'field';
}

/** The roles of columns by their titles, English or Chinese; a role is given once, later columns of it are fields. */
export function guessRoles(header: readonly string[]): ColumnRole[] {
  const taken = new Set<ColumnRole>();
  return header.map((title) => {
    const role = roleOf(title);
    if (role === 'field' || taken.has(role)) return 'field';
    taken.add(role);
    return role;
  });
}
