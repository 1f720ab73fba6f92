import { parse } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, test } from 'vitest';
import { inertPage } from '../../../../../src/core/capture/html/inert.ts';

/** Every element of a page as a browser would build it from the text, with its attributes. */
function elementsOf(markup: string): readonly DefaultTreeAdapterTypes.Element[] {
  const found: DefaultTreeAdapterTypes.Element[] = [];
  const stack: DefaultTreeAdapterTypes.Node[] = [parse(markup)];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if ('tagName' in node) found.push(node);
    if ('childNodes' in node) stack.push(...node.childNodes);
  }
  return found;
}

const bodyOf = (markup: string): string => /<body>([\s\S]*)<\/body>/.exec(inertPage(markup))![1]!;

const FORBIDDEN =
  /^(?:script|iframe|frame|object|embed|applet|svg|math|form|input|button|select|textarea|base|link|template|video|audio|source|area|portal|title)$/;

const HOSTILE = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '<svg><p><style><!--</style><img src=x onerror=alert(1)>--></style></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>',
  '<template><iframe src=//evil.example></iframe></template><iframe srcdoc="<script>1</script>"></iframe>',
  '<a href="javascript:alert(1)" ping=//evil.example target=_top>a</a><a href=" https://x.example/">b</a>',
  '<base href=//evil.example><meta http-equiv=refresh content="0;url=//evil.example"><link rel=stylesheet href=//evil.example>',
  '<img srcset="//evil.example 1x" src="https://evil.example/x.png" data-src=//evil.example>',
  '<img src="data:image/svg+xml;base64,PHN2Zz4="><img src="data:text/html;base64,PGI+"><img src=" data:image/png;base64,AA==">',
  '<p style="background:url(//evil.example)" onclick=x>1<p style="color:red;position:fixed;top:0">2',
  '<p style="font:12px src(//evil.example);list-style:image-set(\'//evil.example\' 1x);color:\\75rl(x)">3',
  '<table background=//evil.example><td background=//evil.example><body background=//evil.example onload=x>',
  '<video poster=//evil.example src=//evil.example></video><audio src=//evil.example><object data=//evil.example>',
  '<form action=//evil.example><button formaction=//evil.example>go</button><input name=x></form>',
  '<p id="body" class="x" title="&quot;&gt;&lt;script&gt;1&lt;/script&gt;">&lt;script&gt;x&lt;/script&gt;</p>',
];

describe('the page as it was is inert', () => {
  test.each(HOSTILE.map((markup) => [markup]))('%s', (markup) => {
    const page = inertPage(`<!doctype html><body>${markup}<p>The words stay.</p>`);
    for (const element of elementsOf(page)) {
      if (element.tagName === 'style' || element.tagName === 'meta') {
        expect(page.indexOf(`<${element.tagName}`)).toBeLessThan(page.indexOf('<body>'));
        continue;
      }
      expect(element.tagName).not.toMatch(FORBIDDEN);
      for (const { name, value } of element.attrs) {
        expect(name).not.toMatch(
          /^on|^href|^srcset|^background$|^action|^ping|^target|^data-|^name$|^poster/,
        );
        if (name === 'src') expect(value).toMatch(/^data:image\/(?:png|jpeg|gif|webp|avif|bmp);base64,/);
        if (name === 'style') expect(value).not.toMatch(/url|src\(|image|position|\\/);
      }
    }
    expect(elementsOf(page).filter((element) => /^(?:meta|style|head)$/.test(element.tagName))).toHaveLength(
      4,
    );
  });

  test('the only policy and the only style sheet are ours', () => {
    const page = inertPage('<style>p{color:red}</style><meta http-equiv=Content-Security-Policy content="">');
    expect(page.match(/<style/g)).toHaveLength(1);
    expect(page.match(/<meta/g)).toHaveLength(2);
    expect(page).toContain("default-src 'none'");
  });
});

describe('the page as it was is still readable', () => {
  test('a page that stands in one form keeps its words', () => {
    expect(bodyOf('<form id=aspnetForm><div><p>All of the page.</p><input value=x></div></form>')).toBe(
      '<div><p>All of the page.</p></div>',
    );
  });

  test('a link shows where it led, whatever title it had', () => {
    expect(bodyOf('<a title="my bank" href="https://evil.example/?a=1&b=2">here</a>')).toBe(
      '<a title="https://evil.example/?a=1&amp;b=2">here</a>',
    );
  });

  test('quiet declarations and embedded pictures stay', () => {
    expect(bodyOf('<p style="color:rgb(1, 2, 3); width: 50%; cursor: url(x)">a</p>')).toBe(
      '<p style="color:rgb(1, 2, 3); width: 50%">a</p>',
    );
    expect(bodyOf('<img alt="a chart" src="data:image/png;base64,iVBORw0KGgo=">')).toBe(
      '<img alt="a chart" src="data:image/png;base64,iVBORw0KGgo=">',
    );
  });

  test('a long page of unclosed table cells is shown', () => {
    expect(inertPage(`<table>${'<tr><td>7'.repeat(20_000)}</table>`)).not.toContain('too large');
  });
});

describe('a page made to stall the parser is not shown', () => {
  test.each([
    ['blocks', '<div>'.repeat(200_000)],
    ['blocks with closing tags that close nothing', '<div></x>'.repeat(200_000)],
    ['formatting that is opened again in every paragraph', '<b><i><u><p>'.repeat(50_000)],
    ['scopes searched for a paragraph', `${'<div>'.repeat(450)}${'</p>'.repeat(450_000)}`],
  ])('%s', (_, markup) => {
    const begun = performance.now();
    expect(inertPage(markup)).toContain('too large');
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  test('a tag of a hundred thousand attributes ends in bounded time', () => {
    const begun = performance.now();
    inertPage(`<p ${Array.from({ length: 100_000 }, (_, i) => `a${i}`).join(' ')}>x`);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});
