import { words } from './words.ts';

/** Words of the screen of near copies. */
export const copies = words({
  en: {
    'copies.title': 'Near copies',
    'copies.none': 'No near copies',
    'copies.noneHint': 'Sources that say the same in nearly the same words are gathered here.',
    'copies.intro':
      'Each group says the same in nearly the same words and counts as one independent source. You can keep them all, or make one source of them.',
    'copies.group': 'Group {number}: {title}',
    'copies.keep': 'Keep',
    'copies.merge': 'Merge',
    'copies.source': 'Source',
    'copies.words': 'Words',
    'copies.marks': 'Highlights',
    'copies.keepThis': 'Keep “{title}”',
    'copies.mergeThis': 'Merge “{title}” into the kept one',
    'copies.what':
      'Highlights, facts, notes, tags and addresses move to the kept source; the others go to the trash.',
    'copies.run': '{count, plural, one {Merge # copy} other {Merge # copies}}',
    'copies.merged': '{count, plural, one {Merged # copy} other {Merged # copies}} into “{title}”',
    'copies.more':
      '{count, plural, one {# more group follows} other {# more groups follow}} when these are merged.',
  },
  'zh-Hans': {
    'copies.title': '近似副本',
    'copies.none': '没有近似副本',
    'copies.noneHint': '用几乎相同的文字讲同一内容的来源会集中在这里。',
    'copies.intro': '每组来源用几乎相同的文字讲同一内容，算作一个独立来源。可以全部保留，也可以合并为一个。',
    'copies.group': '第 {number} 组：{title}',
    'copies.keep': '保留',
    'copies.merge': '合并',
    'copies.source': '来源',
    'copies.words': '字数',
    'copies.marks': '高亮',
    'copies.keepThis': '保留“{title}”',
    'copies.mergeThis': '把“{title}”合并到保留的来源',
    'copies.what': '高亮、事实、笔记、标签和网址会移到保留的来源，其余移到废纸篓。',
    'copies.run': '合并 {count} 个副本',
    'copies.merged': '已将 {count} 个副本合并到“{title}”',
    'copies.more': '合并这些之后还有 {count} 组。',
  },
});
