import { describe, expect, test } from 'vitest';
import { articleFromHtml } from '../../../../../src/core/capture/html/article.ts';
import { sha256 } from '../../../../../src/core/capture/hash.ts';

const PARAGRAPH =
  'The harbour of Nordhavn will be dredged next spring, the port authority said, and two new cranes are to follow in the autumn. Work on the northern quay has begun already.';
const bylineOf = (around: string, after = ''): string | null =>
  articleFromHtml(
    `<html><head><title>Cranes for Nordhavn</title></head><body><article><h1>Cranes for Nordhavn</h1>${around}<p>${PARAGRAPH}</p><p>${PARAGRAPH.toUpperCase()}</p><p>${PARAGRAPH.replaceAll('harbour', 'port')}</p>${after}</article></body></html>`,
    { hash: sha256 },
  ).byline;

describe('who wrote an article', () => {
  test.each([
    ['<p>By Ann Lee</p>', 'Ann Lee'],
    ['<p>Von Jan Ruf, 3. Mai 2020</p>', 'Jan Ruf'],
    ['<div><span>05.02.2020</span> <span>- Redaktion: Jan Ruf (Sprecher)</span></div>', 'Jan Ruf'],
    ['<p>Blog Beitrag von Ann Lee</p>', 'Ann Lee'],
    ['<p>Gastbeitrag von Ann Lee</p>', 'Ann Lee'],
    ['<div class="submitted">Gespeichert von <span>Jan Ruf</span> am 24. Juli 2017 - 18:55</div>', 'Jan Ruf'],
    ['<div class="wrote_by">By&nbsp;<a href="/people/7">Jose de la Cruz</a></div>', 'Jose de la Cruz'],
    ['<div><a href="/reporters/ann-lee">Ann Lee</a></div>', 'Ann Lee'],
    ['<span class="authorname-txt"><span>Ann Lee</span></span>', 'Ann Lee'],
    ['<div class="author-name">Ann LeeFollow</div>', 'Ann Lee'],
    ['<div class="post-author">Ann Lee Veröffentlicht am 3. Mai 2020</div>', 'Ann Lee'],
    ['<p>文／王小明</p>', '王小明'],
    ['<p>本报记者 王小明、李华</p>', '王小明, 李华'],
    ['<p>来源：经济日报 记者 王小明 2024年6月3日</p>', '王小明'],
    [
      '<p>本报北京6月3日电（记者 王小明）北港今年将疏浚航道，并在秋天添置两台新的起重机，港务局昨天这样说，工程已经开始。</p>',
      '王小明',
    ],
    ['<p>港务局昨天表示，记者 获悉 工程已经开始</p>', null],
    ['<p>记者从港务局获悉</p>', null],
    ['<p>记者：王小明</p>', '王小明'],
  ])('%s', (markup, name) => expect(bylineOf(markup)).toBe(name));

  test('the footer of the article itself may say it, the footer of the page may not', () => {
    const author = 'Tags: cranes, port <a href="/author/ann" rel="author">Ann Lee</a>';
    expect(bylineOf('', `<footer class="post-footer">${author}</footer>`)).toBe('Ann Lee');
    expect(bylineOf('', `<footer class="site-footer">${author}</footer>`)).toBeNull();
  });

  test.each([
    '<p class="credit">Photo: Ann Lee</p>',
    '<div class="comment-author">Ann Lee</div>',
    '<p>Die Redaktion Hamburg meldet</p>',
    '<p>Follow Ann</p>',
  ])('%s names nobody', (markup) => expect(bylineOf(markup)).toBeNull());
});
