import { makeSource } from './made.ts';
import { book, web, type Example } from './manual-example.ts';

const sapolsky = book(
  'Behave: The biology of humans at our best and worst',
  'Robert M. Sapolsky',
  'Penguin Books',
  '2017',
);
const horror = web(
  'Why some people with anxiety love watching horror movies',
  'Caroline Bologna',
  'HuffPost',
  '2019-10-31',
  'https://www.huffpost.com/entry/anxiety-love-watching-horror-movies_l_5d277587e4b02a5a5d57b59e',
);
const horovitz = web(
  'Are you ready to move your aging parent into your home?',
  'Bruce Horovitz',
  'AARP',
  '2021-10-19',
  'https://www.aarp.org/caregiving/home-care/info-2021/caregiving-questions.html',
);
const who = web(
  'The top 10 causes of death',
  'World Health Organization',
  null,
  '2018-05-24',
  'https://www.who.int/news-room/fact-sheets/detail/the-top-10-causes-of-death',
);
const census = web(
  'U.S. and world population clock',
  'U.S. Census Bureau',
  'U.S. Department of Commerce',
  null,
  'https://www.census.gov/popclock/',
  { capturedAt: '2020-01-09T00:00:00Z' },
);
const yu = book('Interior Chinatown', 'Charles Yu', 'Pantheon Books', '2020');
const binder = book(
  'The Channels of Student Activism: How the Left and Right Are Winning (and Losing) in Campus Politics Today',
  'Amy J. Binder and Jeffrey L. Kidder',
  'University of Chicago Press',
  '2022',
);
const manjoo = web(
  'Snap Makes a Bet on the Cultural Supremacy of the Camera',
  'Farhad Manjoo',
  'New York Times',
  '2017-03-08',
  'https://www.nytimes.com/2017/03/08/technology/snap-makes-a-bet-on-the-cultural-supremacy-of-the-camera.html',
);
const pai = web(
  'The Squishy, Sugary History of Peeps',
  'Tanya Pai',
  'Vox',
  '2017-04-11',
  'http://www.vox.com/culture/2017/4/11/15209084/peeps-easter',
);
const mead = web('The Prophet of Dystopia', 'Rebecca Mead', 'New Yorker', '2017-04-17', '', { url: null });
const yale = web(
  'About Yale: Yale Facts',
  'Yale University',
  null,
  null,
  'https://www.yale.edu/about-yale/yale-facts',
);

/** Worked examples for sources in English. */
export const ENGLISH: readonly Example[] = [
  {
    style: 'apa',
    manual: 'apastyle.apa.org, Book/ebook references, whole authored book',
    seen: 'file 55262325096 (with other capitals, and Penguin Press)',
    source: sapolsky,
    printed: 'Sapolsky, R. M. (2017). Behave: The biology of humans at our best and worst. Penguin Books.',
  },
  {
    style: 'apa',
    manual: 'apastyle.apa.org, Webpage on a website references, 1 (news website)',
    seen: 'file 10617315871',
    source: horror,
    printed:
      'Bologna, C. (2019, October 31). Why some people with anxiety love watching horror movies. HuffPost. https://www.huffpost.com/entry/anxiety-love-watching-horror-movies_l_5d277587e4b02a5a5d57b59e',
  },
  {
    style: 'apa',
    manual: 'apastyle.apa.org, Webpage on a website references, 4 (individual author)',
    source: horovitz,
    printed:
      'Horovitz, B. (2021, October 19). Are you ready to move your aging parent into your home? AARP. https://www.aarp.org/caregiving/home-care/info-2021/caregiving-questions.html',
  },
  {
    style: 'apa',
    manual: 'apastyle.apa.org, Webpage on a website references, 3 (organizational group author)',
    seen: 'file 68815025239',
    source: who,
    printed:
      'World Health Organization. (2018, May 24). The top 10 causes of death. https://www.who.int/news-room/fact-sheets/detail/the-top-10-causes-of-death',
  },
  {
    style: 'apa',
    manual: 'apastyle.apa.org, Webpage on a website references, 5 (with a retrieval date)',
    seen: 'files 68815025239, 70269097766',
    source: census,
    printed:
      'U.S. Census Bureau. (n.d.). U.S. and world population clock. U.S. Department of Commerce. Retrieved January 9, 2020, from https://www.census.gov/popclock/',
  },
  {
    style: 'chicago-notes',
    manual: 'Chicago-Style Citation Quick Guide (18th ed.), book, note',
    seen: 'file 71188893560 (with page 45)',
    source: yu,
    printed: 'Charles Yu, Interior Chinatown (Pantheon Books, 2020).',
    as: 'note',
  },
  {
    style: 'chicago-notes',
    manual: 'Chicago-Style Citation Quick Guide (18th ed.), book, two authors',
    seen: 'file 16310126141, which names chicagomanualofstyle.org/tools_citationguide/citation-guide-1.html#cg-book',
    source: binder,
    printed:
      'Binder, Amy J., and Jeffrey L. Kidder. The Channels of Student Activism: How the Left and Right Are Winning (and Losing) in Campus Politics Today. University of Chicago Press, 2022.',
  },
  {
    style: 'chicago-notes',
    manual: 'Chicago-Style Citation Quick Guide (17th ed.), news article, note',
    seen: 'charlottelatin.libguides.com/c.php?g=832663&p=6730716 (its address cut off)',
    source: manjoo,
    printed:
      'Farhad Manjoo, “Snap Makes a Bet on the Cultural Supremacy of the Camera,” New York Times, March 8, 2017, https://www.nytimes.com/2017/03/08/technology/snap-makes-a-bet-on-the-cultural-supremacy-of-the-camera.html.',
    as: 'note',
  },
  {
    style: 'chicago-notes',
    manual: 'Chicago-Style Citation Quick Guide (17th ed.), news article',
    source: pai,
    printed:
      'Pai, Tanya. “The Squishy, Sugary History of Peeps.” Vox, April 11, 2017. http://www.vox.com/culture/2017/4/11/15209084/peeps-easter.',
  },
  {
    style: 'chicago-notes',
    manual: 'Chicago-Style Citation Quick Guide (17th ed.), magazine in print',
    seen: 'file 47864160304',
    source: mead,
    printed: 'Mead, Rebecca. “The Prophet of Dystopia.” New Yorker, April 17, 2017.',
  },
  {
    style: 'chicago-notes',
    manual: 'Chicago-Style Citation Quick Guide, website content without a date',
    source: yale,
    printed:
      'Yale University. “About Yale: Yale Facts.” Accessed March 8, 2022. https://www.yale.edu/about-yale/yale-facts.',
  },
  {
    style: 'chicago-author-date',
    manual: 'Chicago-Style Citation Quick Guide (18th ed.), book',
    seen: 'file 70982713070',
    source: yu,
    printed: 'Yu, Charles. 2020. Interior Chinatown. Pantheon Books.',
  },
  {
    style: 'chicago-author-date',
    manual: 'Chicago-Style Citation Quick Guide (18th ed.), book, two authors',
    seen: 'file 70982713070',
    source: binder,
    printed:
      'Binder, Amy J., and Jeffrey L. Kidder. 2022. The Channels of Student Activism: How the Left and Right Are Winning (and Losing) in Campus Politics Today. University of Chicago Press.',
  },
  {
    style: 'chicago-author-date',
    manual: 'Chicago-Style Citation Quick Guide (17th ed.), news article',
    seen: 'files 19305748792, 19753409378',
    source: manjoo,
    printed:
      'Manjoo, Farhad. 2017. “Snap Makes a Bet on the Cultural Supremacy of the Camera.” New York Times, March 8, 2017. https://www.nytimes.com/2017/03/08/technology/snap-makes-a-bet-on-the-cultural-supremacy-of-the-camera.html.',
    ours: 'Manjoo, Farhad. 2017. “Snap Makes a Bet on the Cultural Supremacy of the Camera.” New York Times. March 8, 2017. https://www.nytimes.com/2017/03/08/technology/snap-makes-a-bet-on-the-cultural-supremacy-of-the-camera.html.',
    because:
      'a saved page is a page of a website to the style, and its date stands apart; a newspaper has a comma there',
  },
  {
    style: 'chicago-author-date',
    manual: 'Chicago-Style Citation Quick Guide (17th ed.), magazine in print',
    source: mead,
    printed: 'Mead, Rebecca. 2017. “The Prophet of Dystopia.” New Yorker, April 17, 2017.',
  },
  {
    style: 'chicago-author-date',
    manual: 'Chicago-Style Citation Quick Guide, website content without a date',
    seen: 'files 71140595848, 70982713070, 71217086460',
    source: yale,
    printed:
      'Yale University. n.d. “About Yale: Yale Facts.” Accessed March 8, 2022. https://www.yale.edu/about-yale/yale-facts.',
  },
  {
    style: 'mla',
    manual: 'MLA Handbook, one author',
    seen: 'files 24187407825, 44358426939',
    source: book(
      'The Pleasures of Reading in an Age of Distraction',
      'Alan Jacobs',
      'Oxford University Press',
      '2011',
    ),
    printed:
      'Jacobs, Alan. The Pleasures of Reading in an Age of Distraction. Oxford University Press, 2011.',
  },
  {
    style: 'mla',
    manual: 'MLA Handbook, 9th ed., chapter 5, two authors',
    seen: 'files 71610900319, 71259301931',
    source: book('The Crown of Columbus', 'Michael Dorris and Louise Erdrich', 'HarperCollins', '1991'),
    printed: 'Dorris, Michael, and Louise Erdrich. The Crown of Columbus. HarperCollins, 1991.',
  },
  {
    style: 'mla',
    manual: 'MLA Handbook, 9th ed., chapter 5, three or more authors',
    seen: 'files 70955222060, 71259301931',
    source: book(
      'Digital_Humanities',
      'Anne Burdick, Johanna Drucker, Peter Lunenfeld and Todd Presner',
      'MIT P',
      '2012',
    ),
    printed: 'Burdick, Anne, et al. Digital_Humanities. MIT P, 2012.',
  },
  {
    style: 'mla',
    manual: 'style.mla.org, Works Cited: A Quick Guide, article on a website',
    source: web(
      'The Death of the Artist—and the Birth of the Creative Entrepreneur',
      'William Deresiewicz',
      'The Atlantic',
      '2014-12-28',
      'https://www.theatlantic.com/magazine/archive/2015/01/the-death-of-the-artist-and-the-birth-of-the-creative-entrepreneur/383497/',
    ),
    printed:
      'Deresiewicz, William. “The Death of the Artist—and the Birth of the Creative Entrepreneur.” The Atlantic, 28 Dec. 2014, www.theatlantic.com/magazine/archive/2015/01/the-death-of-the-artist-and-the-birth-of-the-creative-entrepreneur/383497/.',
    ours: 'Deresiewicz, William. “The Death of the Artist—and the Birth of the Creative Entrepreneur.” The Atlantic, 28 Dec. 2014, https://www.theatlantic.com/magazine/archive/2015/01/the-death-of-the-artist-and-the-birth-of-the-creative-entrepreneur/383497/.',
    because: 'the address keeps its https://, which the handbook lets stand and a link needs',
  },
  {
    style: 'mla',
    manual: 'style.mla.org, Works Cited: A Quick Guide, blog post',
    seen: 'file 68815025239',
    source: web(
      'The Reading Brain: Differences between Digital and Print',
      'Stefanie Hollmichel',
      'So Many Books',
      '2013-04-25',
      'https://somanybooksblog.com/2013/04/25/the-reading-brain-differences-between-digital-and-print/',
    ),
    printed:
      'Hollmichel, Stefanie. “The Reading Brain: Differences between Digital and Print.” So Many Books, 25 Apr. 2013, somanybooksblog.com/2013/04/25/the-reading-brain-differences-between-digital-and-print/.',
    ours: 'Hollmichel, Stefanie. “The Reading Brain: Differences between Digital and Print.” So Many Books, 25 Apr. 2013, https://somanybooksblog.com/2013/04/25/the-reading-brain-differences-between-digital-and-print/.',
    because: 'as above',
  },
  {
    style: 'harvard',
    manual: 'Cite Them Right, 12th ed., books in print',
    seen: 'files 62626367519, 62462005828, 62826057099',
    source: book('Doing your research project', 'Judith Bell', 'Open University Press', '2014'),
    printed: 'Bell, J. (2014) Doing your research project. Open University Press.',
  },
  {
    style: 'harvard',
    manual: 'Cite Them Right, 12th ed., books with four or more authors',
    source: book(
      'Sears and Zemansky’s university physics',
      'Hugh D. Young, Roger A. Freedman, A. Lewis Ford and Francis Sears',
      'Addison-Wesley',
      '2015',
    ),
    printed: 'Young, H.D. et al. (2015) Sears and Zemansky’s university physics. Addison-Wesley.',
  },
  {
    style: 'harvard',
    manual: 'Cite Them Right, 12th ed., web pages with individual authors',
    seen: 'file 62826057099 (with another day of access)',
    source: web('Castles of Spain', 'Peter A. Burton', null, '2012', 'http://www.castlesofspain.co.uk/', {
      capturedAt: '2021-10-14T00:00:00Z',
    }),
    printed:
      'Burton, P.A. (2012) Castles of Spain. Available at: http://www.castlesofspain.co.uk/ (Accessed: 14 October 2021).',
  },
  {
    style: 'harvard',
    manual: 'Cite Them Right, 12th ed., web pages where no author can be identified',
    seen: 'dmu-ac-uk.libanswers.com/ref/faq/241704 (without the stop behind the year, and without the address)',
    source: web('Palladio’s Italian villas', null, null, '2005', 'http://www.boglewood.com/palladio/', {
      capturedAt: '2021-08-23T00:00:00Z',
    }),
    printed:
      'Palladio’s Italian villas (2005). Available at: http://www.boglewood.com/palladio/ (Accessed: 23 August 2021).',
  },
  {
    style: 'harvard',
    manual: 'Cite Them Right, 12th ed., newspaper articles in print',
    source: web(
      '£10,000 carrot to tempt physics experts',
      'Warwick Mansell and Adi Bloom',
      'The Guardian',
      '2012-06-20',
      '',
      { url: null },
    ),
    printed:
      'Mansell, W. and Bloom, A. (2012) ‘£10,000 carrot to tempt physics experts’, The Guardian, 20 June.',
  },
  {
    style: 'ieee',
    manual: 'IEEE Reference Guide, books',
    seen: 'libguides.wpi.edu/c.php?g=355243&p=4569851 (without the country)',
    source: book('Robot Vision', 'Berthold Klaus and Paul Horn', 'MIT Press', '1986'),
    printed: 'B. Klaus and P. Horn, Robot Vision. Cambridge, MA, USA: MIT Press, 1986.',
    ours: 'B. Klaus and P. Horn, Robot Vision. MIT Press, 1986.',
    because: 'the library does not know the place of a publisher, and makes none up',
  },
  {
    style: 'ieee',
    manual: 'IEEE Reference Guide, books',
    seen: 'povinelli.eece.mu.edu/teaching/ieeeRefs.html (with pages, without the country)',
    source: book('Linear Networks and Systems', 'Wai-Kai Chen', 'Wadsworth', '1993'),
    printed: 'W.-K. Chen, Linear Networks and Systems. Belmont, CA, USA: Wadsworth, 1993.',
    ours: 'W.-K. Chen, Linear Networks and Systems. Wadsworth, 1993.',
    because: 'the library does not know the place of a publisher, and makes none up',
  },
  {
    style: 'ieee',
    manual: 'IEEE Reference Guide, websites',
    seen: 'file 61057203131',
    source: web(
      'Obama inaugurated as President',
      'John Smith',
      'CNN.com',
      null,
      'http://www.cnn.com/POLITICS/01/21/obama_inaugurated/index.html',
      { capturedAt: '2009-02-01T00:00:00Z' },
    ),
    printed:
      'J. Smith. “Obama inaugurated as President.” CNN.com. Accessed: Feb. 1, 2009. [Online]. Available: http://www.cnn.com/POLITICS/01/21/obama_inaugurated/index.html',
    ours: 'J. Smith, “Obama inaugurated as President,” CNN.com. Accessed: Feb. 01, 2009. [Online]. Available: http://www.cnn.com/POLITICS/01/21/obama_inaugurated/index.html',
    because: 'the style file of the Citation Style Language sets commas, and days with two figures',
  },
  {
    style: 'ieee',
    manual: 'IEEE Reference Guide, reports',
    seen: 'file 53281015812; povinelli.eece.mu.edu/teaching/ieeeRefs.html (Mitchell, 1968)',
    source: makeSource('ieee-report-1', [], {
      kind: 'pdf',
      title: 'Oxygen absorption in the earth’s atmosphere',
      byline: 'E. E. Reber, R. L. Michell, and C. J. Carter',
      siteName: 'Aerospace Corp.',
      publishedOn: '1988-11',
      url: null,
    }),
    printed:
      'E. E. Reber, R. L. Michell, and C. J. Carter, “Oxygen absorption in the earth’s atmosphere,” Aerospace Corp., Los Angeles, CA, USA, Tech. Rep. TR-0200 (4230-46)-3, Nov. 1988.',
    ours: 'E. E. Reber, R. L. Michell, and C. J. Carter, “Oxygen absorption in the earth’s atmosphere,” Aerospace Corp., Nov. 1988.',
    because: 'the library does not know the place and the number of a report, and makes none up',
  },
  {
    style: 'ieee',
    manual: 'IEEE Reference Guide, reports',
    seen: 'files 42872856562, 52135819827',
    source: makeSource('ieee-report', [], {
      kind: 'pdf',
      title: 'Calibration program for the 16-foot antenna',
      byline: 'J. H. Davis and J. R. Cogdell',
      siteName: 'Elect. Eng. Res. Lab., Univ. Texas',
      publishedOn: '1987-11-15',
      url: null,
    }),
    printed:
      'J. H. Davis and J. R. Cogdell, “Calibration program for the 16-foot antenna,” Elect. Eng. Res. Lab., Univ. Texas, Austin, TX, USA, Tech. Memo. NGL-006-69-3, Nov. 15, 1987.',
    ours: 'J. H. Davis and J. R. Cogdell, “Calibration program for the 16-foot antenna,” Elect. Eng. Res. Lab., Univ. Texas, Nov. 1987.',
    because: 'as above, and the style prints the month of a report only',
  },
  {
    style: 'business',
    manual: 'our own style, note of a web page',
    source: horror,
    printed: 'Bologna, C. “Why some people with anxiety love watching horror movies”, HuffPost, 31 Oct 2019.',
    as: 'note',
  },
  {
    style: 'business',
    manual: 'our own style, note of a book',
    source: yu,
    printed: 'Yu, C. “Interior Chinatown”, Pantheon Books, 2020.',
    as: 'note',
  },
  {
    style: 'business',
    manual: 'our own style, note of an organisation’s page',
    source: who,
    printed: 'World Health Organization. “The top 10 causes of death”, 24 May 2018.',
    as: 'note',
  },
];
