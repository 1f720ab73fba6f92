import type { EvidenceSource } from '../../../../src/core/brief.ts';
import { makeSource } from './made.ts';
import { book, web, type Example } from './manual-example.ts';

const TANG = 'Tang houqi wudai Songchu Dunhuang sengni de shehui shenghuo';
const TANG_ENGLISH =
  '[The social existence of monks and nuns in Dunhuang during the late Tang, Five Dynasties and early Song]';
const SHIKU = 'Shiku kaogu kaipi Dunghuangxue yanjiu xinlingyu';
const SHIKU_ENGLISH = '[Cave archeology to open a new field for Dunhuang studies]';
const ZH = { language: 'zh' } as const;

/** The book as the library saves it, as somebody describes it in Latin letters, and in both. */
const hao = (title: string, byline: string, publisher = 'Zhongguo shehui kexue chubanshe'): EvidenceSource =>
  book(title, byline, publisher, '1998', ZH);
const saved = hao('唐后期五代宋初敦煌僧尼的社会生活', '郝春文', '中国社会科学出版社');
const romanised = hao(`${TANG} ${TANG_ENGLISH}`, 'Chunwen Hao');
const both = (byline: string): EvidenceSource =>
  hao(`${TANG} 唐后期五代宋初敦煌僧尼的社会生活 ${TANG_ENGLISH}`, byline);
const sha = (title: string, byline: string, paper: string): EvidenceSource =>
  web(title, byline, paper, '2014-01-08', '', { url: null, ...ZH });
const shaBoth = sha(
  `${SHIKU} 石窟考古开辟敦煌学研究新领域 ${SHIKU_ENGLISH}`,
  'Sha, Wutian 沙武田',
  'Zhongguo shehui kexuebao 中国社会科学报',
);
const zhan = book('大学计算机：计算思维与信息素养', '战德臣、张丽杰', '高等教育出版社', '2019', ZH);
const ding = web('数字革命与竞争国际化', '丁文详', '中国青年报', '2000-11-20', '', { url: null, ...ZH });
const jin = book('困難見巧——名家翻譯經驗談', '金聖華、黃國彬', '三聯書店有限公司', '1996', ZH);
const cnnic = makeSource('cnnic', [], {
  kind: 'pdf',
  title: '第 29 次中国互联网络发展现状统计报告',
  byline: '中国互联网络信息中心',
  siteName: null,
  publishedOn: '2012-01-16',
  url: 'http://www.cnnic.net.cn/hlwfzyj/hlwxzbg/201201/P020120709345264469680',
  capturedAt: '2013-03-26T00:00:00Z',
  ...ZH,
});

const SCRIPT =
  'the library neither romanises nor translates: it prints the names a source has, and whoever wants others writes them into its description';
const QUOTES = 'a title is one field, so the quotation marks stand around all three forms of it';

/** Worked examples for sources in Chinese, as manuals and university libraries print them. */
export const CHINESE: readonly Example[] = [
  {
    style: 'apa',
    manual: 'Quick Guide on Citation Style for Chinese Sources, Yale University Library, APA, book',
    seen: 'file 7779661254, after guides.library.yale.edu/c.php?g=296262&p=1974231',
    source: romanised,
    printed: `Hao, C. (1998). ${TANG} ${TANG_ENGLISH}. Zhongguo shehui kexue chubanshe.`,
  },
  {
    style: 'apa',
    manual: 'Yale University Library, as above, newspaper',
    seen: 'file 7779661254, after guides.library.yale.edu/c.php?g=296262&p=1974231',
    source: sha(`${SHIKU} ${SHIKU_ENGLISH}`, 'Wutian Sha', 'Zhongguo shehui kexuebao'),
    printed: `Sha, W. (2014, January 8). ${SHIKU} ${SHIKU_ENGLISH}. Zhongguo shehui kexuebao.`,
  },
  {
    style: 'apa',
    manual: 'Yale University Library, as above, the book as it is saved',
    seen: 'file 7779661254, after guides.library.yale.edu/c.php?g=296262&p=1974231',
    source: saved,
    printed: `Hao, C. (1998). ${TANG} ${TANG_ENGLISH}. Zhongguo shehui kexue chubanshe.`,
    ours: '郝春文. (1998). 唐后期五代宋初敦煌僧尼的社会生活. 中国社会科学出版社.',
    because: SCRIPT,
  },
  {
    style: 'chicago-notes',
    manual: 'Chicago Manual of Style, 18th ed., 11.90 (Chinese titles), book',
    seen: 'files 7894264988, 8792481620',
    source: both('Hao Chunwen 郝春文'),
    printed: `Hao Chunwen 郝春文. ${TANG} 唐后期五代宋初敦煌僧尼的社会生活 ${TANG_ENGLISH}. Zhongguo shehui kexue chubanshe, 1998.`,
  },
  {
    style: 'chicago-notes',
    manual: 'Yale University Library, Chicago, newspaper',
    seen: 'rainbowcrowfootlare.pages.dev/596183.html, after guides.library.yale.edu/c.php?g=296262',
    source: shaBoth,
    printed: `Sha, Wutian 沙武田. “${SHIKU}” 石窟考古开辟敦煌学研究新领域 ${SHIKU_ENGLISH}. Zhongguo shehui kexuebao 中国社会科学报 8 January 2014: A05.`,
    ours: `Sha, Wutian 沙武田. “${SHIKU} 石窟考古开辟敦煌学研究新领域 ${SHIKU_ENGLISH}.” Zhongguo shehui kexuebao 中国社会科学报, January 8, 2014.`,
    because: `${QUOTES}; the page of a newspaper is not known, and its date is the style’s`,
  },
  {
    style: 'chicago-author-date',
    manual: 'Chicago Manual of Style, 18th ed., 11.90, book, with the year moved',
    seen: 'file 61546077748 (the name only)',
    source: both('Hao Chunwen 郝春文'),
    printed: `Hao Chunwen 郝春文. 1998. ${TANG} 唐后期五代宋初敦煌僧尼的社会生活 ${TANG_ENGLISH}. Zhongguo shehui kexue chubanshe.`,
  },
  {
    style: 'chicago-author-date',
    manual: 'Chicago Manual of Style, 18th ed., 11.90: family names first, without a comma',
    seen: 'file 61546077748 (the rule)',
    source: romanised,
    printed: `Hao Chunwen. 1998. ${TANG} ${TANG_ENGLISH}. Zhongguo shehui kexue chubanshe.`,
  },
  {
    style: 'mla',
    manual: 'Yale University Library, MLA, book',
    seen: 'file 8182694922, after guides.library.yale.edu/c.php?g=296262&p=1974230',
    source: both('Hao, Chunwen 郝春文'),
    printed: `Hao, Chunwen 郝春文. ${TANG} 唐后期五代宋初敦煌僧尼的社会生活 ${TANG_ENGLISH}. Zhongguo shehui kexue chubanshe, 1998.`,
  },
  {
    style: 'mla',
    manual: 'Yale University Library, MLA, newspaper',
    seen: 'file 8182694922, after guides.library.yale.edu/c.php?g=296262&p=1974230',
    source: shaBoth,
    printed: `Sha, Wutian 沙武田. “${SHIKU}” 石窟考古开辟敦煌学研究新领域 ${SHIKU_ENGLISH}. Zhongguo shehui kexuebao 中国社会科学报, 8 Jan. 2014.`,
    ours: `Sha, Wutian 沙武田. “${SHIKU} 石窟考古开辟敦煌学研究新领域 ${SHIKU_ENGLISH}.” Zhongguo shehui kexuebao 中国社会科学报, 8 Jan. 2014.`,
    because: QUOTES,
  },
  {
    style: 'mla',
    manual: 'MLA in a Chinese text, book of two authors',
    seen: 'dybbs8.com/tongji2/3282764.html',
    source: jin,
    language: 'zh-Hans',
    printed: '金聖華, 黃國彬. 困難見巧——名家翻譯經驗談. 香港: 三聯書店有限公司, 1996.',
    ours: '金聖華和黃國彬. 困難見巧——名家翻譯經驗談. 三聯書店有限公司, 1996.',
    because:
      'the style joins two authors with “and”, 和 in Chinese; since its 8th edition it has no place, and the library knows none',
  },
  {
    style: 'harvard',
    manual: 'Citation and Referencing, School of East Asian Studies, Sheffield, book',
    seen: 'sheffield.ac.uk/seas/currentstudents/assessedwork/referencing (the rule, not this book)',
    source: romanised,
    printed: `Hao, C. (1998) ${TANG} ${TANG_ENGLISH}. Zhongguo shehui kexue chubanshe.`,
  },
  {
    style: 'harvard',
    manual: 'School of East Asian Studies, Sheffield, as above, the book as it is saved',
    seen: 'sheffield.ac.uk/seas/currentstudents/assessedwork/referencing (the rule, not this book)',
    source: saved,
    printed: `Hao, C. (1998) ${TANG} ${TANG_ENGLISH}. Zhongguo shehui kexue chubanshe.`,
    ours: '郝春文 (1998) 唐后期五代宋初敦煌僧尼的社会生活. 中国社会科学出版社.',
    because: SCRIPT,
  },
  {
    style: 'ieee',
    manual: 'IEEE（双语）, the style of the Chinese CSL project, book',
    seen: 'github.com/zotero-chinese/styles, src/IEEE（双语）/index.md, 9',
    source: zhan,
    language: 'zh-Hans',
    printed: '战德臣和张丽杰, 大学计算机：计算思维与信息素养, 3 版. 北京: 高等教育出版社, 2019.',
    ours: '战德臣和张丽杰, 大学计算机：计算思维与信息素养. 高等教育出版社, 2019.',
    because: 'the library knows neither the place nor the edition, and makes none up',
  },
  {
    style: 'ieee',
    manual: 'IEEE（双语）, as above, newspaper',
    seen: 'github.com/zotero-chinese/styles, src/IEEE（双语）/index.md, 41',
    source: ding,
    language: 'zh-Hans',
    printed: '丁文详, “数字革命与竞争国际化”, 中国青年报, 页 15, 11月 20, 2000.',
    ours: '丁文详, 《数字革命与竞争国际化》, 中国青年报, 2000年11月20日.',
    because:
      'the Chinese locale of the Citation Style Language sets 《》 and the date in Chinese order; the page is not known',
  },
  {
    style: 'gb-t-7714',
    manual: 'GB/T 7714–2015, 附录 A.1, 3 (普通图书)',
    source: book('出版集团研究', '余敏', '中国书籍出版社', '2001', { language: 'zh' }),
    printed: '余敏. 出版集团研究[M]. 北京: 中国书籍出版社, 2001.',
    ours: '余敏. 出版集团研究[M]. 中国书籍出版社, 2001.',
    because: 'the library does not know the place of a publisher, and makes none up',
  },
  {
    style: 'gb-t-7714',
    manual: 'GB/T 7714–2015, 附录 A.9 (电子资源)',
    seen: 'file 53210635522 (without the spaces behind full stops)',
    source: web(
      '化解医患矛盾需釜底抽薪',
      '李强',
      null,
      '2012-05-03',
      'http://wenku.baidu.com/view/47e4f206b52acfc789ebc92f.html',
      {
        language: 'zh',
        capturedAt: '2013-03-25T00:00:00Z',
      },
    ),
    printed:
      '李强. 化解医患矛盾需釜底抽薪[EB/OL]. (2012-05-03)[2013-03-25]. http://wenku.baidu.com/view/47e4f206b52acfc789ebc92f.html.',
  },
  {
    style: 'gb-t-7714',
    manual: 'GB/T 7714–2015, 附录 A.9 (电子资源)',
    seen: 'files 30662018231 (as data), 71069121384 (without the address)',
    source: web(
      '出版业信息化迈入快车道',
      '萧钰',
      null,
      '2001-12-19',
      'http://www.creader.com/news/20011219/200112190019.html',
      {
        language: 'zh',
        capturedAt: '2002-04-15T00:00:00Z',
      },
    ),
    printed:
      '萧钰. 出版业信息化迈入快车道[EB/OL]. (2001-12-19)[2002-04-15]. http://www.creader.com/news/20011219/200112190019.html.',
  },
  {
    style: 'gb-t-7714',
    manual: 'GB/T 7714–2015, 附录 A.9 (电子资源)',
    source: web(
      'Dublin core metadata element set: version 1.1',
      null,
      null,
      '2012-06-14',
      'http://dublincore.org/documents/dces/',
      {
        capturedAt: '2014-06-11T00:00:00Z',
      },
    ),
    printed:
      'Dublin core metadata element set: version 1.1[EB/OL]. (2012-06-14)[2014-06-11]. http://dublincore.org/documents/dces/.',
  },
  {
    style: 'gb-t-7714',
    manual: 'GB/T 7714–2015, 附录 A.9 (电子资源), an organisation as author',
    source: web(
      'Pennsylvania library laws',
      'Commonwealth Libraries Bureau of Library Development. Pennsylvania Department of Education Office',
      null,
      null,
      'http://www.racc.edu/yocum/pdf/PALibraryLaws.pdf',
      { capturedAt: '2013-03-24T00:00:00Z' },
    ),
    printed:
      'Commonwealth Libraries Bureau of Library Development. Pennsylvania Department of Education Office. Pennsylvania library laws[EB/OL]. [2013-03-24]. http://www.racc.edu/yocum/pdf/PALibraryLaws.pdf.',
  },
  {
    style: 'gb-t-7714',
    manual: 'GB/T 7714–2015, 8.8.2 (报纸)',
    seen: 'file 29227247464 (as data)',
    source: web('大风沙过后的思考', '傅刚、赵承、李佳路', '北京青年报', '2000-01-12', '', {
      url: null,
      language: 'zh',
    }),
    printed:
      '傅刚, 赵承, 李佳路. 大风沙过后的思考[N/OL]. 北京青年报, 2000-01-12[2005-09-28]. http://www.bjyouth.com.cn/Bqb/20000412/GB/4216%5ED0412B1401.htm.',
    ours: '傅刚, 赵承, 李佳路. 大风沙过后的思考[N]. 北京青年报, 2000-01-12.',
    because: 'saved from paper, without its address: with one it is taken for an electronic resource [EB/OL]',
  },
  {
    style: 'gb-t-7714',
    manual: 'GB/T 7714–2015, 附录 A.5 (报告)',
    seen: 'github.com/zotero-chinese/styles, README.md, 9',
    source: cnnic,
    printed:
      '中国互联网络信息中心. 第 29 次中国互联网络发展现状统计报告[R/OL]. (2012-01-16)[2013-03-26]. http://www.cnnic.net.cn/hlwfzyj/hlwxzbg/201201/P020120709345264469680.',
  },
  {
    style: 'business',
    manual: 'our own style, note of a Chinese book',
    source: zhan,
    printed: '战德臣、张丽杰，《大学计算机：计算思维与信息素养》，高等教育出版社，2019。',
    as: 'note',
  },
  {
    style: 'business',
    manual: 'our own style, note of a Chinese newspaper',
    source: ding,
    printed: '丁文详，《数字革命与竞争国际化》，中国青年报，2000-11-20。',
    as: 'note',
  },
];
