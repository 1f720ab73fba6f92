import type { RuleId } from '../rules.ts';
import type { Element } from './tree.ts';

/** Words are asked for many times per element. */
const WORDS = new WeakMap<Element, string>();

/**
 * The classes and ids of an element, each as `-word-word-` with camel case split, joined by spaces, so that names match
 * as whole words: `js-shareBar` gives `-js-share-bar-`.
 */
export function wordsOf(element: Element): string {
  const known = WORDS.get(element);
  if (known !== undefined) return known;
  const words = spell(element);
  WORDS.set(element, words);
  return words;
}

function spell(element: Element): string {
  let raw = '';
  for (const name of ['class', 'id', 'data-testid', 'data-component']) {
    const value = element.attributes.get(name);
    if (value !== undefined && value.length < 1500) raw += ` ${value}`;
  }
  if (raw === '') return '';
  return raw
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/\s+/)
    .map((name) => `-${name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')}-`)
    .join(' ');
}

/**
 * Matches a name inside a class; names that begin with `=` must be the whole class, those with `$` its end, digits and
 * usual prefixes aside.
 */
const named = (...names: readonly string[]): RegExp => {
  const whole = names.filter((name) => name.startsWith('=')).map((name) => name.slice(1));
  const last = names.filter((name) => name.startsWith('$')).map((name) => name.slice(1));
  const part = names.filter((name) => !/^[=$]/.test(name));
  const sources = [
    ...(part.length > 0 ? [`-(?:${part.join('|')})-`] : []),
    ...(last.length > 0 ? [`-(?:${last.join('|')})-(?:\\d+-)?(?: |$)`] : []),
    ...(whole.length > 0
      ? [`(?:^| )-(?:js-|c-|o-|m-|is-|block-|module-|mod-|box-)?(?:${whole.join('|')})-(?:\\d+-)?(?: |$)`]
      : []),
  ];
  return new RegExp(sources.join('|'));
};

/** What a class or id says about everything inside the element, first match wins. Whole words, joined by hyphens. */
const BY_NAME: readonly (readonly [RuleId, RegExp])[] = [
  ['cookie-notice', named('=cookies?', 'cookie-(?:\\w+)', '=consent', 'gdpr', '=cmp', 'onetrust(?:-\\w+)*', 'cc-window', 'privacy-(?:banner|notice)')],
  ['comments', named('=comment', 'comments', 'comment-?list', 'comment-(?:area|form|body|content|section)', 'comments-(?:area|section|wrap\\w*)', 'disqus(?:-thread)?', '=respond', 'kommentare?', 'commentaires?', 'comentarios', 'reader-comments', 'livefyre', 'fb-comments', 'pinglist', 'trackbacks?', '=replies')],
  ['share-bar', named('$share', 'sharing', '=shares', 'shareaholic', 'sharedaddy', 'sd-sharing', 'share-?(?:bar|buttons?|tools?|links?|icons?|this|box|widget)', '$social', 'socials', 'social-?(?:media|share|sharing|links?|icons?|bar|buttons?|nav|network\\w*)', 'addthis(?:-\\w+)*', 'addtoany(?:-\\w+)*', 'a2a(?:-\\w+)*', 'shariff', 'sociable', 'heateor-\\w+', 'follow-?us', 'teilen', 'print-?(?:link|button)', 'article-?tools', 'page-?tools', 'sharetools', 'wpulike', 'like-button', 'sfsi-\\w+')],
  ['newsletter', named('newsletters?', 'newsletter-\\w+', '=subscribe', '=subscription', 'signup', 'sign-up', 'mc-embed-\\w+', 'mailchimp', 'mailing-?list', 'optin', 'opt-in', 'paywall', 'regwall', 'piano-\\w+', '=donat(?:e|ion)s?', 'donat(?:e|ion)s?-(?:box|form|banner)', 'abo-?(?:box|teaser|hinweis)', '=membership', 'register-?wall', 'email-?(?:signup|capture)', 'call-to-action', '=cta', 'app-?promo')],
  ['advertisement', named('=ad', 'ads', '=adv', 'advert', 'advertisement', 'advertising', 'advertorial', 'ad-?(?:slot|unit|wrapper|container|box|banner|label|block|zone|placeholder)', '=ads', 'ads-?\\w+', 'adsbygoogle', '=anzeigen?', 'werbung', '=sponsor(?:s|ship)?', 'sponsored', 'sponsored-\\w+', '=promo', 'promos?-?(?:box|link|unit|block)?', '=promotion', 'google-?ads?', 'dfp', 'gpt', 'doubleclick', 'outbrain(?:-\\w+)*', 'ob-widget', 'taboola(?:-\\w+)*', 'zergnet', 'affiliate', 'reklama', 'publicidad', 'publicite', 'bannerads?', 'native-ad', 'plista', 'ligatus')],
  ['related', named('$related', 'related-?(?:posts?|articles?|content|stories|news|links?|items|topics|videos?|reading|box|block|coverage|entries)', 'relatedposts', 'jp-relatedposts', 'yarpp(?:-\\w+)*', 'crp-related', 'similar(?:-\\w+)?', 'recommend(?:ed|ations?|er)', 'recommended-\\w+', 'recirc(?:ulation)?', 'recirc-\\w+', 'more-?(?:stories|articles|news|posts|from|on|links|in|info|content|reading)', 'read-?(?:more|next|also|on)', 'also-?read', 'see-?also', 'further-reading', 'most-?(?:read|popular|viewed|shared|recent|commented)', '=popular', 'popular-?(?:posts?|articles?|stories)', '=trending', 'latest-?(?:news|posts|articles|stories)', 'recent-?(?:posts?|articles?|news)', '=teasers?', 'teaser-?(?:list|box|block|group|container)', 'mehr-zum-thema', 'weitere-\\w+', 'verwandte\\w*', 'aehnliche\\w*', 'lire-aussi', 'a-lire-aussi', 'relacionad[ao]s?', 'noticias-relacionadas', 'next-?(?:article|post|story|up)', 'prev(?:ious)?-?(?:article|post|story)', 'post-?(?:nav|navigation|pagination)', 'nav-?(?:links|below|above|previous|next|single)', 'up-next', '=onward', 'read-it-later', 'cross-?link\\w*', 'story-?(?:package|list)', '=newsfeed', 'linkbox', 'link-?(?:list|box)', 'infobox-?links', '=suggest(?:ed|ions?)?', 'you-may-(?:also-)?like', 'wp-block-embed-\\w+-related', 'oembed-teaser', 'zweispaltig-teaser', 'czytaj\\w*', 'polecane')],
  ['author-box', named('author-?(?:bio|box|info|desc\\w*|card|profile|about|details?|block|section|widget|footer|vcard|image|avatar|area)', 'about-?(?:the-)?author', 'aboutauthor', 'autor-?(?:info|box|bio|profil)', 'bio-?box', 'writer-?bio', 'author-?introduction', 'autoren-?(?:box|info|profil)', 'post-?author', 'abh-box', 'saboxplugin-\\w+', 'entry-author', 'contributor-bio', 'pp-author-boxes-\\w+', 'molongui-\\w+', '=avatar', '=gravatar')],
  ['tags', named('$tags', 'tag-?(?:list|cloud|links?|s)', 'tagcloud', 'post-?tags', 'article-?tags', 'entry-?(?:tags|categories|footer|utility|meta-footer)', '=keywords', 'cat-?links', '=topics', 'topic-?(?:list|tags|links)', 'catlinks', '=categories', 'post-?categor(?:y|ies)', 'schlagwort\\w*', 'filed-under', 'taxonom(?:y|ies)', '=hashtags', 'kategorien', '=labels?')],
  ['byline', named('$bylines?', 'by-line', 'dateline', 'entry-?meta', 'post-?(?:meta|info|date|data|byline|details)', 'article-?(?:meta|info|date|byline|metadata|details)', 'story-?(?:meta|date|byline|info)', '=meta', 'meta-?(?:data|info|bar|line)', '=metadata', '=published?', 'published-(?:date|on|time|at)', 'pub-?date', 'publish-?date', '$timestamp', 'time-?stamp', 'posted-?(?:on|by|in)', 'publication-?date', 'author-?(?:name|date|line|link)', '=authors?', '=autor', '=autoren', 'reading-?time', 'read-?time', 'lesezeit', 'last-?(?:updated|modified)', '=updated', 'entry-date', '=date', 'date-?(?:published|posted|time|line)', '=datum', 'article-?author', 'credits-?line', 'news-?date', 'views?-?count', 'post-?views', 'viewcount')],
  ['photo-credit', named('$credits?', 'photo-?credits?', 'image-?(?:credits?|copyright|source)', 'img-?(?:credits?|copyright|source)', 'picture-?(?:credits?|copyright)', '=copyright', '=copyrights', 'bildnachweis', 'bildquelle', 'bildrechte', 'media-?(?:credits?|source|copyright)', '=fotograf', 'foto-?credits?', '=photographer', 'fotohinweis', 'caption-?(?:credit|source)', 'imagecredit', 'wp-caption-credit', '=attribution')],
  ['photo-caption', named('$captions?', 'wp-caption(?:-text)?', 'image-?(?:caption|title|text|description|desc|info|legend)', 'img-?(?:caption|title|text|desc)', 'photo-?(?:caption|title|desc\\w*)', 'picture-?(?:caption|text)', 'media-?(?:caption|description|text-caption)', 'figcaption', 'caption-?(?:text|body|inner|content|wrap\\w*)', 'gallery-?caption', 'bildunterschrift', 'bildtext', 'bildbeschreibung', 'bildtitel', '=legende', '=bu', 'pie-?(?:de-)?foto', 'epigrafe', 'imagecaption', 'slide-?caption', 'credit-?caption', 'csc-textpic-caption')],
  ['media-player', named('=player', 'audio-?player', 'video-?player', 'media-?player', 'jwplayer(?:-\\w+)*', 'vjs(?:-\\w+)*', 'video-?(?:js|meta|title|info|description|caption|playlist|overlay|details)', 'podcast-?player', 'mejs(?:-\\w+)*', 'powerpress-\\w+', '=playlist', '=speech', 'readspeaker', 'vorlesen', 'rsbtn\\w*', '=slideshow', 'slideshow-?\\w+', 'gallery-?(?:nav|controls|info|counter|thumbs)', '=carousel', '=lightbox')],
  ['legal', named('=disclaimer', '=disclosure', '=legal', 'legal-?notice', 'imprint', 'impressum', '=licen[cs]e', '=rights', 'cc-license', 'corrections?-policy', 'affiliate-?(?:disclosure|notice|disclaimer)')],
  ['market-data', named('quotes?-?(?:ticker|board|table|list|widget)', '=ticker', 'stock-?(?:quote|ticker|chart|widget)s?', 'market-?data', 'marketdata', 'boersenkurs', 'kurse?')],
  ['navigation', named('=nav', '=navi', 'navbar', 'navigation', '=menu', 'submenu', 'menus', 'main-?(?:nav|menu|navigation)', 'sub-?nav(?:igation)?', 'site-?nav(?:igation)?', 'breadcrumbs?', 'breadcrumb-\\w+', 'bread-?crumbs?', 'rootline', 'brotkrumen?', 'pagination', 'pager', 'paging', 'page-?(?:links|nav|numbers|navigation)', 'skip-?(?:links?|nav|to-\\w+)', 'jump-?(?:links?|nav|to-\\w+)', '=toc', 'ez-toc-\\w+', 'table-of-contents', 'inhaltsverzeichnis', 'lwptoc\\w*', 'sitemap', '=langs?', 'lang-?switch\\w*', 'language-?(?:switch\\w*|selector|nav)', 'navbox', 'vertical-navbox', 'sistersitebox', 'hatnote', 'anchor-?(?:nav|links)', 'metanav\\w*', 'mw-editsection', 'mw-jump-link', 'printfooter', 'back-?to-?top', 'backlink', 'toplink', 'subjectmenu', 'servicemenu', 'quicklinks?', 'article-?nav\\w*', 'kicker', 'kicker-\\w+')],
  ['form', named('=form', '=login', 'log-?in', '=search', 'search-?(?:form|box|bar|field|results?)', 'searchform', 'contact-?form', 'kontaktformular', 'wpcf7', '=poll', 'polls', 'umfrage', '=survey', '=quiz', '=vote', '=votes', '=voting', '=rating', '=ratings', 'star-?rating', '=stars', 'bewertung', 'gd-rating-\\w+', '=feedback', 'captcha', '=calculator', 'rating-?\\w+', 'kk-star-ratings', 'post-ratings')],
  ['hidden', named('sr-only', 'visually-?hidden', 'screen-?reader(?:-text|-only)?', 'visuallyhidden', 'offscreen', 'off-screen', '=hidden', '=invisible', 'is-hidden', 'd-none', '=hide', 'a11y-hidden', 'element-invisible', 'unsichtbar', '=noscript', '=accessibility', 'assistive-text', 'u-hidden', '=tooltip', '=popover', 'noprint', 'print-only', 'printonly', 'mw-empty-elt', '=clip')],
  ['page-chrome', named('=footer', 'site-?footer', 'page-?footer', '=foot', 'fusszeile', 'footer-(?:nav|menu|links|top|bottom|widgets?|area|inner|bar|content)', 'colophon', 'site-?header', 'page-?header-bar', 'masthead', 'top-?bar', 'topbar', 'header-?(?:top|bar|nav|menu)', '=sidebar', 'sidebar-(?:\\w+)', 'side-?(?:bar|col|column|rail|box|area|panel|content)', 'right-?(?:bar|col|column|rail|side)', 'left-?(?:bar|rail)', 'seitenleiste', 'marginalspalte', 'marginalie', '=widgets?', 'widget-?(?:area|title|text|content)', '=secondary', '=rail', '=modal', '=popup', 'pop-up', '=overlay', '=lightbox', '=dialog', '=alert', '=alerts', '=notification', 'notice-?bar', 'sticky-(?:bar|footer|header|nav)', '=toolbar', '=tools', '=service', 'service-?(?:box|links|nav)', 'servicebox', 'infobar', 'siteinfo', '=weather', '=wetter', '=banner', '=ribbon', 'flyout', 'offcanvas', '=drawer', 'infinite-scroll', 'load-?more', 'shop-?(?:box|teaser)', 'product-?(?:box|widget|teaser)', 'mw-indicators', 'mw-authority-control', 'authority-control', 'metabox', 'ambox', 'mbox-\\w+', 'pswp(?:-\\w+)*', 'wpcnt', 'instagram-?feed', 'twitter-?(?:feed|timeline|widget)', 'facebook-?(?:feed|widget|page)')],
]; // prettier-ignore

const BY_ROLE: Readonly<Record<string, RuleId>> = {
  navigation: 'navigation',
  menu: 'navigation',
  menubar: 'navigation',
  banner: 'page-chrome',
  contentinfo: 'page-chrome',
  complementary: 'page-chrome',
  search: 'form',
  form: 'form',
  dialog: 'page-chrome',
  alertdialog: 'page-chrome',
  alert: 'page-chrome',
  toolbar: 'share-bar',
  tooltip: 'hidden',
};

const BY_TAG: Readonly<Record<string, RuleId>> = {
  nav: 'navigation',
  footer: 'page-chrome',
  aside: 'page-chrome',
  form: 'form',
  button: 'form',
  select: 'form',
  textarea: 'form',
  fieldset: 'form',
  legend: 'form',
  option: 'form',
  dialog: 'page-chrome',
  menu: 'navigation',
  search: 'form',
  noscript: 'hidden',
  video: 'media-player',
  audio: 'media-player',
  figcaption: 'photo-caption',
};

/** Names that say the element holds the article, in the systems most sites are made with. */
const BODY_NAME = named(
  'entry-?content', 'post-?(?:content|body|text|entry)', 'article-?(?:content|body|text|main|copy|page|detail|entry)', 'articlebody', 'story-?(?:body|content|text|main)',
  'storytext', 'blog-?(?:content|post-content|body)', 'body-?(?:content|copy|text)', 'content-?(?:body|text|article|main)', 'news-?(?:text|body|content|detail|text-wrap)', 'hentry',
  'rich-?text', 'td-post-content', 'field-name-body', 'field-body', 'main-?(?:content|text|article)', 'artikel-?(?:text|body|inhalt|content)', 'artikeltext', 'itemfulltext', 'article', 'text-?(?:content|body)', 'mw-parser-output', 'markdown-body', 'single-?content', 'page-?content', 'c-article-body', 'js-article-body', 'articletext', 'nota', 'noticia', 'cuerpo', 'texto', 'detail-?(?:content|text|body)', 'instapaper-body', 'e-content',
); // prettier-ignore

/** True when the element says of itself that it holds an article's words. */
export const claimsBody = (element: Element): boolean =>
  element.attributes.get('itemprop')?.toLowerCase().split(/\s+/).includes('articlebody') === true ||
  BODY_NAME.test(wordsOf(element));

/** The rule under which an element's own tag, role or names would remove all inside it, or null. */
export function ruleOfElement(element: Element): RuleId | null {
  if (element.tag === 'body' || element.tag === 'main') return null;
  const role = element.attributes.get('role');
  const own = (role === undefined ? undefined : BY_ROLE[role]) ?? BY_TAG[element.tag];
  const words = wordsOf(element);
  if (words !== '') {
    for (const [rule, pattern] of BY_NAME) if (pattern.test(words)) return rule;
  }
  return own ?? null;
}
