import type { RuleId } from '../rules.ts';
import { isWide } from './line.ts';

/** What a phrase says about a line: which rule takes it out, and whether it opens a section that is not the article. */
export interface Phrase {
  readonly rule: RuleId;
  readonly pattern: RegExp;
  /**
   * `line`: only this line goes. `section`: this line and what follows up to the next stretch of prose is no article.
   * `anywhere` patterns may stand inside a line; others must match from its start.
   */
  readonly reach: 'line' | 'section';
  /** Longest folded line the phrase is believed in: a long paragraph may say "subscribe" for good reasons. */
  readonly longest: number;
}

const phrase = (rule: RuleId, reach: Phrase['reach'], longest: number, source: string): Phrase => ({
  rule,
  reach,
  longest,
  pattern: new RegExp(source, 'u'),
});

/** The publisher's stock sentences, by rule. Lines are matched folded (see `foldLine`): lower case, plain quotes and dashes. */
export const PHRASES: readonly Phrase[] = [
  // Legal notices.
  phrase(
    'legal',
    'line',
    900,
    '^[^a-z]{0,3}(?:copyright|\\(c\\)|©|\\d{4}\\s?©)(?![a-z])(?=.*(?:\\d{4}|reserved|©))',
  ),
  phrase(
    'legal',
    'line',
    900,
    '©\\s?(?:\\d{4}|copyright)|copyright\\s(?:©|\\(c\\))|(?<!\\w)\\(c\\)\\s?\\d{4}|\\d{4}\\s?(?:©|\\(c\\))',
  ),
  phrase(
    'legal',
    'line',
    900,
    'all rights reserved|alle rechte vorbehalten|tous droits r[eé]serv|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati|wszelkie prawa zastrze|版权所有|著作权所有|版權所有|无断転載|無断転載|保留所有权利|may not be (?:published|reproduced|copied)[^.]{0,60}(?:rewritten|redistributed|without)',
  ),
  phrase(
    'legal',
    'line',
    60,
    '^(?:terms(?: and conditions| & conditions| of (?:use|service|sale))?|conditions of use|legal(?: notice)?|imprint|impressum|disclaimer|agb|datenschutz\\w*|mentions l[eé]gales|aviso legal|accessibility(?: statement)?|editorial (?:policy|code|guidelines)|code of ethics|版权声明|免责声明|法律声明|利用規約)[\\s:.|]*$',
  ),
  phrase(
    'legal',
    'line',
    500,
    '网站备案|icp[备证]|京公网安备|互联网新闻信息服务许可|未经授权.{0,12}(?:转载|使用)|转载(?:请|须)注明|本文仅代表作者|投资(?:有|需).{0,4}(?:风险|谨慎)|不构成.{0,8}投资建议|责任编辑|責任編輯|registered (?:office|trademark|in england)|(?:is )?subject to copyright|reproduced without (?:the )?(?:written |prior )?permission|is part of the \\w+ (?:group|network)',
  ),
  phrase('legal', 'line', 700, '^(?:disclaimer|disclosure|haftungsausschluss|免责声明|声明)\\s?[:：]'),
  phrase(
    'legal',
    'line',
    500,
    '(?:we|site|author) (?:may|might) (?:earn|receive|get) (?:an? )?(?:affiliate )?(?:commission|compensation)|affiliate (?:links?|commission|program)|(?:this|our) (?:site|article|post|page) (?:may )?contains? affiliate',
  ),
  // Market data.
  phrase(
    'market-data',
    'line',
    500,
    'market data (?:delayed|provided|powered|by)|quotes? (?:are |is )?(?:delayed|displayed in real)|(?:delayed|verz[oö]gert).{0,20}(?:1[05]|20) ?min|real-time (?:quotes|or delayed)|powered (?:and implemented )?by (?:factset|refinitiv|interactive data|xignite)|fundamental(?: company)? data.{0,20}provided|行情.{0,6}(?:延迟|延時|延时)|数据来源[:：].{0,20}(?:交易所|wind)|^(?:s&p 500|dow(?: jones)?|nasdaq|dax|nikkei|hang seng|ftse 100)\\s*[\\d,.+%()\\s-]*$',
  ),
  // Consent.
  phrase(
    'cookie-notice',
    'line',
    700,
    '(?:uses?|using|accept|reject|about|manage|wir (?:verwenden|nutzen)|utilis\\w+|utilizamos|usamos|utilizza|u[zż]ywa\\w*) (?:\\w+ ){0,3}cookies|cookies? (?:policy|preferences?|settings?|notice|consent|richtlinie)|cookie-(?:einstellungen|richtlinie|hinweis)|^cookies?$|(?:website|site|webseite) (?:uses|verwendet|utilise) cookies|privacy (?:policy|notice|statement|settings)|datenschutz(?:erkl|bestimm|hinweis)|politique de confidentialit|pol[ií]tica de (?:privacidad|privacidade|cookies)|隐私(?:政策|声明|权)|プライバシー|do not sell my|gdpr|personali[sz]e your experience',
  ),
  // Sharing.
  phrase(
    'share-bar',
    'line',
    90,
    '^(?:share|tweet|retweet|pin(?: it)?|print|email|e-mail|mail|save|bookmark|reddit|whatsapp|telegram|facebook|twitter|linkedin|pinterest|tumblr|flipboard|instagram|youtube|messenger|pocket|rss|copy link|link copied|google\\+?|google plus|xing|line|weibo|wechat|vk|snapchat|tiktok|teilen|drucken|merken|partager|imprimer|compartir|compartilh\\w+|condividi|stampa|udost[eę]pnij|drukuj|jaa|del|dela|分享(?:到|至)?|微信|微博|qq空间|qzone|打印|收藏|シェア|ツイート|はてなブックマーク|\\+|\\||,|\\s|\\d+|on|via|by|to|this|article|story|auf|bei|per|sur|en|em|no|the|artikel|beitrag|article|artículo|[:：…•·>-])+$',
  ),
  phrase(
    'share-bar',
    'line',
    140,
    '^(?:share|like|tweet|forward|send)\\b[^.]{0,30}\\b(?:this|article|story|post|page|facebook|twitter|friend|email)|^follow (?:us|me|him|her|them|@|\\w+ (?:on|\\w+ on))\\b|^(?:follow|like|find|join|connect with|check) us (?:on|at)|^(?:artikel|beitrag) (?:teilen|drucken|merken)|^click (?:here )?to (?:share|email|print|tweet)|^teilen (?:auf|mit|via|per)|^(?:folge|folgen sie) (?:uns|mir)|^(?:suivez|partagez|s[ií]guenos|siga|segui)(?:-nous|ci)?\\b|^get short url|^(?:print|email) this|^addthis|关注(?:我们|新华网|微信|公众号|微博)|扫(?:一扫|描).{0,8}(?:二维码|关注|分享)|官方(?:微信|微博)|^(?:share|post|tweet|pin) (?:to|on) \\w+$',
  ),
  phrase(
    'share-bar',
    'line',
    400,
    '(?:facebook|twitter|instagram|youtube|linkedin)[^.]{0,40}(?:twitter|facebook|instagram|youtube|linkedin|pinterest)|^follow [^.]{1,60} on (?:facebook|twitter|instagram|linkedin|youtube)|^follow @?\\w+|folge(?:n sie)? uns auf',
  ),
  // Newsletters, registration, paywalls, apps.
  phrase(
    'newsletter',
    'line',
    420,
    '(?:sign|signing) up (?:for|to|now|here|today|by)|^sign up\\b|subscribe (?:to|now|today|for|here|by|and)|^subscribe\\b|(?:click|tap) (?:here )?to subscribe|^(?:get|receive) (?:the|our|all|more|daily|latest|breaking|unlimited|alerts?)[^.]{0,80}(?:inbox|email|phone|app|newsletter|browser|notifications?|alerts?|delivered|access|news)|newsletters?\\b[^.]{0,60}(?:sign|subscribe|abonnieren|anmelden|bestellen|inbox|email|register)|(?:our|daily|weekly|free|e-mail|email|zum|den|unser\\w*|la|notre|nuestra|nossa) newsletters?\\b|your (?:email address|inbox)|turn on notifications|^newsletters?$|^(?:jetzt )?abonnieren|jetzt (?:abonnieren|anmelden|registrieren|bestellen)|inscrivez-vous|abonnez-vous|suscr[ií]bete|suscribirse|inscreva-se|assine|iscriviti|zapisz si[eę]|订阅|免费注册|下载(?:app|客户端)|download (?:our|the) (?:free )?app\\b|(?:app store|google play)|^(?:already|not) a (?:subscriber|member)|delivered (?:to|through|straight to) your|receba (?:\\w+ )?(?:em|no|por) (?:seu )?e-?mail|recibe (?:\\w+ )?(?:en|por) (?:tu )?(?:correo|e-?mail)|^become a (?:member|subscriber|patron|supporter)|^support (?:us|our|independent)|^donate\\b|^(?:log|sign) ?-?in\\b|^register\\b|^create (?:an|your) account|^login|^anmelden|^registrieren|^einloggen|^my account|click here to get the \\w+',
  ),
  // Comments.
  phrase(
    'comments',
    'section',
    60,
    '^(?:(?:view|show|read|see|hide|load|join|add|post|leave|write|all|top|most recent|new|reader|recent|latest)\\s)?(?:\\(?\\d[\\d,.]*\\)?\\s)?(?:a |the |your |all |more |\\d+ )?(?:comments?|responses?|replies|reply|thoughts|kommentare?|kommentieren|commentaires?|comentarios?|coment[aá]rios?|commenti?|komentarze|reacties|kommentit|评论|評論|跟帖|网友评论|发表评论|コメント)(?:\\s?[(（]?\\d*[)）]?)?(?: \\w+){0,2}[:.]?$',
  ),
  phrase(
    'comments',
    'section',
    120,
    '^(?:leave (?:a|your) (?:reply|comment)|post (?:a|your) comment|join the (?:conversation|discussion)|have your say|what do you think|cancel reply|be the first to comment|comments (?:are|have been) (?:closed|off|disabled)|(?:\\d+|one|no|keine?) (?:comments?|responses?|thoughts?|replies|kommentare?)\\b|schreib(?:e|en sie)? (?:einen|ihren) kommentar|kommentar (?:schreiben|hinterlassen|abgeben)|antwort(?:en)? (?:abbrechen|hinterlassen)|eine antwort|laisser un commentaire|deja (?:un comentario|una respuesta)|deixe (?:um|seu) coment|lascia un commento|dodaj komentarz|発表|我要评论|网友跟帖|发表看法)',
  ),
  phrase(
    'comments',
    'line',
    420,
    'powered by disqus|enable javascript|required fields are marked|(?:email|e-mail) address will not be published|e-mail-?adresse wird nicht|your comment|letters? to the editor|we(?:.d| would) (?:like|love) to hear (?:what you think|from you)|(?:respectful|civil) (?:of|discussion|discourse)|(?:comment|commenting|submission) (?:policy|guidelines|rules)|report (?:abuse|comment|inappropriate)|(?:logged in|sign in|log in) to (?:post|comment|reply)|akismet',
  ),
  // Pointers to other articles.
  phrase(
    'related',
    'section',
    90,
    "^(?:(?:you (?:may|might|could)|das k[oö]nnte)\\b.{0,30}(?:like|enjoy|interest\\w*|interessieren|gefallen)|(?:related|similar|recommended|popular|trending|latest|recent|featured|more|most (?:read|popular|viewed|shared|commented|recent)|top|editor'?s?'?|other|further|also|previous|next|must|weitere?|mehr|neueste|aktuelle|meistgelesen\\w*|[aä]hnliche|verwandte|beliebte?|plus|derni[eè]res?|articles?|art[ií]culos|m[aá]s|mais|[uú]ltimas|altri|ultime|najnowsze|polecane|powi[aą]zane|zobacz|popularne)\\s(?:\\w+ ){0,2}(?:articles?|stories|story|posts?|news|headlines|topics?|content|videos?|reading|links?|coverage|picks|read|choice|pages|products|items|galleries|columns?|features|episodes|events|artikel|beitr[aä]ge|themen|nachrichten|meldungen|lesen|zum thema|infos|informationen|articles|actualit[eé]s|lus|noticias|le[ií]das|notizie|artykuły|wiadomo[sś]ci)\\b.{0,30})[:.]?$",
  ),
  phrase(
    'related',
    'section',
    70,
    "^(?:more (?:in|from|on|about|by|like this|for you|to explore|stories|news|headlines|articles|coverage)\\b.{0,45}|most (?:read|popular|viewed|shared|commented|recent|watched|discussed|talked about)\\b.{0,30}|trending(?: now| on| in)?\\b.{0,25}|recommended(?: for you| by| reading| stories)?|related(?: (?:topics|articles|stories|posts|content|news|links|coverage|items|videos))?:?|on our radar|elsewhere on|around the web|from (?:around )?the web|from our (?:advertisers|partners|sponsors)|sponsored (?:links|resources|stories|content)|promoted (?:links|stories|content)|paid content|editor'?s'? picks?|don'?t miss|read (?:next|also|this next)|up next|next (?:up|article|post|story)|previous (?:article|post|story)|see also|further reading|popular(?: now| posts| stories)?|latest(?: (?:news|videos|stories|posts|headlines|from|in)\\b.{0,25})?|recent (?:posts|articles|news|comments|stories)|what to read next|also (?:on|in|read)\\b.{0,30}|in (?:other|related) news|in this (?:story|article|series)|top (?:stories|news|headlines|videos|posts)|you may have missed|weitere artikel|mehr (?:zum thema|aus|dazu|von|zu|artikel)\\b.{0,30}|lesen sie auch|auch interessant|meistgelesen|neueste beitr[aä]ge|[aä]hnliche (?:artikel|beitr[aä]ge)|zum thema|lire aussi|[aà] lire (?:aussi|[eé]galement)|sur le m[eê]me sujet|articles (?:li[eé]s|similaires|r[eé]cents)|les plus lus|leia (?:tamb[eé]m|mais)|veja (?:tamb[eé]m|mais)|mais lidas|not[ií]cias relacionadas|lee tambi[eé]n|te puede interesar|m[aá]s (?:noticias|le[ií]das)|leggi anche|articoli correlati|czytaj (?:te[zż]|tak[zż]e|wi[eę]cej)|zobacz (?:te[zż]|tak[zż]e|r[oó]wnie[zż])|lees ook|lue my[oö]s|luetuimmat|l[aä]s (?:ocks[aå]|mer)|相关(?:阅读|新闻|文章|报道|链接|推荐|专题)|延伸阅读|推荐阅读|热门(?:推荐|文章|新闻|评论)|更多(?:新闻|精彩|内容|阅读|相关).{0,6}|猜你喜欢|精彩推荐|编辑推荐|今日热点|要闻.{0,6}|图集|新闻排行.{0,4}|点击排行.{0,4}|下一篇|上一篇|関連記事|関連リンク|人気記事|おすすめ.{0,8}|最新記事|あわせて読みたい|관련\\s?기사|인기\\s?기사|많이 본.{0,6})\\s?[:：]?$",
  ),
  phrase(
    'related',
    'line',
    260,
    "^[\\[(【]?(?:related(?: \\w+)?|read more|read also|read next|read this|also read|see also|see more|more|watch|watch also|listen|also on [\\w.]+|recommended|must read|don't miss|mehr(?: dazu)?|lesen sie (?:auch|hier|mehr)|siehe auch|lire aussi|[aà] lire|leia (?:tamb[eé]m|mais)|veja|lee tambi[eé]n|leggi anche|czytaj (?:te[zż]|wi[eę]cej)|lue my[oö]s|相关阅读|延伸阅读|更多|関連|続きを読む)\\s?[:：>|»-]",
  ),
  phrase(
    'related',
    'line',
    60,
    '^(?:read more|learn more|see more|view more|show more|load more|more|continue(?: reading)?(?: the main story)?|continuelearn more|full story|details|weiterlesen|mehr lesen|mehr erfahren|lire la suite|en savoir plus|leer m[aá]s|leia mais|leggi tutto|czytaj dalej|查看更多|更多|详细|全文|阅读原文|点击查看.{0,6}|もっと見る|続きを読む|click (?:here )?(?:for|to (?:read|view|see)) .{0,40}|view (?:all|gallery|slideshow|more|original|full|larger)\\b.{0,30}|see (?:all|full|gallery)\\b.{0,30}|read (?:the )?(?:full|original|original article|rest|whole)\\b.{0,30}|back to (?:top|home\\w*)|(?:nach|zur[uü]ck) (?:oben|zur .{0,20})|回到顶部|返回(?:顶部|首页)|expand|collapse|next|previous|prev|first|last|«|»|<|>|weiter|zur[uü]ck|older|newer|(?:older|newer) (?:posts?|entries))[\\s.…>»→:|]*$',
  ),
  phrase(
    'tags',
    'line',
    200,
    '^(?:tags?|topics?|labels?|keywords?|categor(?:y|ies|ie)|categories|filed (?:under|in)|posted (?:in|under)|more on|schlagw[oö]rter|schlagworte|stichworte?|themen|kategorien?|mots[- ]cl[eé]s|etiquetas?|palabras clave|temas|tagi|kategorie|tagged(?: with| as)?|标签|关键[词字]|分类|タグ|カテゴリー?)\\s?[:：]|^(?:tags?|topics?|related topics|themen|schlagw[oö]rter|标签|tagged)$|^(?:tagged|filed under|posted in)\\b|^#[\\p{L}\\p{N}_]+(?:\\s#[\\p{L}\\p{N}_]+)*$',
  ),
  // Advertising.
  phrase(
    'advertisement',
    'line',
    80,
    '^(?:\\W*)(?:advertis(?:e|ement|ing|ements)(?: with us)?|adverts?|ad|ads|anzeige|werbung|reklame?|publicit[eé]|publicidad(?:e)?|pubblicit[aà]|reklama|sponsored(?: by .{0,40})?|promoted|story continues below advertisement|article continues (?:below|after).{0,20}|continue reading below|(?:scroll|keep reading|read on).{0,12}(?:continue|below)|skip ad(?:vertisement)?|ad feedback|ad choices|adchoices|your ad choices|广告|推广|廣告|広告|mainos|annons|annonse|advertentie)(?:\\W*)$',
  ),
  // Players and galleries.
  phrase(
    'media-player',
    'line',
    160,
    "^(?:play(?: video| audio)?|pause|mute|unmute|fullscreen|video|audio|close|replay|loading\\.*|watch(?: now| live| video)?|listen(?: live| now)?|now playing|live|next slide|previous slide|slide \\d+.*|image \\d+ of \\d+|\\d+ ?[/of]+ ?\\d+|\\d{1,2}:\\d{2}(?::\\d{2})?|media playback is .*|your browser does not support .*|this (?:video|content) (?:is|has|can).{0,60}|unable to play .*|video (?:player|thumbnail|ansehen).{0,30}|photos?:? \\d*|view gallery.*|gallery:? .*|播放|视频|close [x×]|close \\(x\\))$|empfohlener (?:redaktioneller|externer) inhalt|recommended (?:editorial|external) content|javascript (?:is|must|needs|seems)|browser (?:does not|doesn't) support",
  ),
  // Menus.
  phrase(
    'navigation',
    'line',
    80,
    '^[^>»›]{1,30}(?:\\s?[>»›]\\s?[^>»›]{1,40}){2,}$|^(?:skip to .{0,40}|skip navigation|jump to .{0,30}|toggle navigation|(?:main |mobile )?menu(?: .{0,12})?|navigation(?:smen[uü])?|home(?: ?page)?|sections?|search(?: .{0,30})?|expand / collapse search|hot topics|site (?:index|map|information.*)|sitemap|about(?: us| this site)?|contact(?: us| info)?|careers?|jobs|help(?: cent(?:er|re))?|faqs?|press|media kit|follow us|feedback|edition|language|submit|go|ok|close|x|×|☰|•••|startseite|suche|kontakt|[uü]ber uns|zum inhalt.{0,20}|zur (?:navigation|suche).{0,20}|accueil|recherche|inicio|buscar|in[ií]cio|首页|搜索|频道|客户端|导航|联系我们|关于我们|招聘信息|广告服务|网站地图|ホーム|検索|トップ|お問い合わせ|got a tip.{0,30}|let us know.{0,20}|anonymous form|send us (?:an email|tips).{0,10}|useful links|quick links|choose an option|select .{0,30}|all|back|powered by \\w+.{0,30}|add to (?:home screen|favorites|cart|watchlist).{0,20}|your (?:ad choices|cart).{0,10})$',
  ),
  phrase(
    'author-box',
    'line',
    80,
    '^(?:about the (?:author|writer)s?.{0,20}|[uü]ber (?:den autor|die autorin|die autoren).{0,20}|[aà] propos de l.auteur.{0,20}|sobre (?:el|la|o|a) autora?.{0,20}|author bio.{0,10}|more (?:posts )?by .{0,30}|view all posts by .{0,40}|contributors?|作者简介.{0,4})$|^(?:with )?(?:additional )?(?:reporting|reports?) by |^\\(?(?:additional )?(?:reporting|writing) (?:by|and editing)|[;,.] editing by|contributed (?:reporting|research|to this (?:report|article|story|post))|^(?:email|e-mail|contact|write to|reach|follow) (?:him|her|them|the (?:author|writer)|\\w+ \\w+) (?:at|on|via)\\b',
  ),
];

const CAPTION =
  /^© ?(?!\d{4}|copyright)\p{L}|^(?:photo|foto|image|picture|pic|illustration|figure|fig\.|abb(?:ildung|\.)|bild|bildquelle|credit|cover image|file photo|图|图片|图源|图注|资料图|写真|画像)[\s\d.]*[:：–-]|[([](?:image|photo|foto|picture|pic|credit|source|bild|ap|afp|reuters|getty|quelle|图|图片)\s?(?:credit|courtesy|source|by|photo|images?)?\s?[:：/][^)\]]{0,90}[)\]]?$|(?:^|[\s.)])(?:image |photo |picture |pic )?credits?\s?(?:to)?\s?[:：]|credit:|(?:photo|foto|image|picture|pic|video|illustration|photograph)(?:graph)?s?(?: \w+)? (?:by|courtesy|via|credit|from)\b.{0,80}$|(?:getty images?|\/ ?getty|afp photo|ap photo|\/ ?(?:ap|afp|reuters|epa|shutterstock|xinhua|efe|dpa|unsplash|pexels|pixabay|flickr|istock|alamy|imago|picture alliance))\)?[.]?(?: .{0,20})?$|© ?(?:ap|afp|reuters|getty|epa|dpa|shutterstock|picture|imago|adobe|istock)|(?:photo|foto|图|图片|摄影|写真)\s?[:：] ?[^.]{2,50}$|(?:handout|file photo|file\/|archivbild|symbolbild|archivfoto|资料图片?|资料照片)|(?:摄|攝|图源[:：].{0,20}|摄影(?:[:：].{0,12})?|供图|图\/.{0,10})[)）]?$|(?:撮影|写真)[=＝:：]/u;

const CREDIT =
  /^(?:\(?(?:credit|photo|foto|image|picture|source|quelle|bild|图|摄影|图片来源|来源|写真)\b.{0,3}(?:credit|courtesy|by|:|：|…|\.\.\.).{0,80}|credit(?:\.\.\.|…)?|© ?\S.{0,60}|.{0,40}(?:getty images|shutterstock|istock|\/ ?reuters|\/ ?afp|\/ ?ap)\)?)$/u;

/** The first phrase that speaks about a folded line, or null. */
export function phraseOf(key: string): Phrase | null {
  if (key.length > 900) return null;
  return PHRASES.find((p) => key.length <= p.longest && p.pattern.test(key)) ?? null;
}

/** True when a folded line reads like the caption of a photo. Long lines are paragraphs, whatever they mention. */
export const isCaption = (key: string): boolean =>
  key.length <= (isWide(key) ? 140 : 420) && CAPTION.test(key);

/** True when a folded line is nothing but a photo credit. */
export const isCredit = (key: string): boolean => key.length <= 100 && CREDIT.test(key);
