import type { DivisionRank } from '../model/index.ts'

/** Words of lists; a word of several parts is written with underscores. */
const listed = (...lists: string[]): string[] => lists.flatMap((list) => list.split(' ')).map((word) => word.replaceAll('_', ' '))

/** What a heading line opens. */
export type UnitKind = 'article' | 'annex' | 'title-unit' | DivisionRank

/**
 * The words that open articles and divisions, in the languages treaties are made in. "Title" has no rank of its own: above
 * chapters it is a part (EU treaties), below sections a subsection (Council of Europe).
 */
export const UNIT_WORDS: Record<UnitKind, readonly string[]> = {
  article: listed(
    'Article Art. Art Artículo Articulo Artigo Articolo Artikel Artykuł Articol Articolul Článek Článok Článok Član Članak Madde',
    'Pasal Neni Artikkel Статья Стаття Артыкул Член Άρθρο المادة مادة ماده סעיף अनुच्छेद Điều ข้อ',
    // Maritime and other technical conventions, the drafts of the International Law Commission, and notes to trade agreements.
    'Regulation Règle Regla Regra Правило Rule Clause Cláusula Principle Principe Principio Принцип Guideline Standard Directive',
    "Ad_Article Ad_Artículo Draft_article Draft_articles Projet_d’article Projet_d'article Proyecto_de_artículo Проект_статьи",
    'Draft_conclusion Draft_principle Draft_guideline Conclusion مشروع_المادة القاعدة اللائحة المبدأ',
  ),
  subsection: listed('Subsection Sub-section Sous-section Subsección Unterabschnitt Subseção Подраздел'),
  part: listed('Part Partie Parte Teil Deel Część Часть Частина الجزء Book Livre Libro Livro Книга'),
  chapter: listed('Chapter Chapitre Capítulo Capitulo Capitolo Kapitel Hoofdstuk Rozdział Глава الفصل الباب פרק'),
  section: listed('Section Sección Seccion Secção Seção Sezione Abschnitt Afdeling Раздел Розділ القسم الفرع'),
  'title-unit': listed('Title Titre Título Titulo Titolo Titel Титул'),
  annex: listed(
    'Annex Annexe Appendix Appendice Schedule Anexo Apéndice Anhang Anlage Allegato Bijlage',
    'Приложение Додаток المرفق مرفق Załącznik נספח',
    // Protocols to a treaty of the European Union stand behind it and count their articles themselves.
    'Protocol Protocole Protocolo Protocollo Protokoll Протокол',
  ),
}

/** Words that stand behind the number of an article: "1 artikla", "1. cikk", "1. pants", "1 straipsnis". */
export const TRAILING_ARTICLE_WORDS: readonly string[] = listed('artikla cikk pants straipsnis artikel')

/** Chinese, Japanese and Korean write the unit behind its number: 第一条, 제1조. */
export const HAN_UNITS: Readonly<Record<string, UnitKind>> = {
  条: 'article',
  條: 'article',
  章: 'chapter',
  节: 'section',
  節: 'section',
  编: 'part',
  編: 'part',
  部分: 'part',
  部: 'part',
  조: 'article',
  장: 'chapter',
  절: 'section',
  편: 'part',
}

/** Words that open a recital in a preamble written in English, French or Spanish; used to divide a run-on preamble. */
export const RECITAL_WORDS: readonly string[] = listed(
  'Acknowledging Acting Affirming Alarmed Anxious Appreciating Attentive Aware Bearing Believing Cognizant Commending Concerned',
  'Conscious Considering Convinced Deeply Desiring Desirous Determined Emphasizing Emphasising Encouraged Endorsing Expressing',
  'Firmly Fully Further Gravely Guided Having Highlighting Hoping Inspired Intending Keeping Mindful Noting Observing Paying',
  'Preoccupied Profoundly Proclaiming Reaffirming Realizing Realising Recalling Recognizing Recognising Referring Regretting',
  'Reiterating Resolved Resolving Respecting Seeking Seriously Sharing Stressing Striving Supporting Taking Troubled Underlining',
  'Underscoring Upholding Viewing Welcoming Whereas Wishing',
  'Affirmant Ayant Conscients Considérant Constatant Convaincus Désireux Déterminés Notant Préoccupés Rappelant Reconnaissant',
  'Réaffirmant Résolus Soucieux Soulignant Tenant',
  'Afirmando Conscientes Considerando Convencidos Decididos Deseando Deseosos Destacando Observando Preocupados Reafirmando',
  'Reconociendo Recordando Resueltos Subrayando Teniendo Tomando',
)

const wordList = (...patterns: string[]): RegExp => new RegExp(`^(?:${patterns.join('|')})`, 'iu')

/** The heading of a preamble, alone or in front of its first formula. */
export const PREAMBLE_WORD = wordList(
  'preamble',
  'préambule',
  'preámbulo',
  'preâmbulo',
  'preambolo',
  'präambel',
  'преамбула',
  'الديباجة',
  'ديباجة',
  '序言',
  '前文',
)

/** The formula that ends a preamble. */
export const ENACTING = wordList(
  '(?:have|hereby|do|has)\\s+(?:hereby\\s+)?(?:agreed?|resolved|decided?)\\b',
  'agree (?:as follows|to)',
  '(?:sont|ont) (?:convenu|arrêté|décidé)',
  'conviennent',
  'han convenido',
  'convienen',
  'acordaram',
  'acordam',
  'hanno convenuto',
  'sind wie folgt',
  'haben folgendes vereinbart',
  'согласились',
  'договорились',
  'قد اتفقت',
  'اتفقت',
  'قد قر',
  '兹协议如下',
  '协议如下',
  '议定如下',
)

/** The formula that names the parties. */
export const PARTIES = wordList(
  'the\\s+(?:states?|member|parties|high contracting|contracting|governments?|peoples|general assembly|undersigned)\\b[^.]{0,200},?$',
  'we,? the peoples',
  'les\\s+(?:états|parties|hautes|gouvernements)\\b[^.]{0,200},?$',
  'los\\s+(?:estados|gobiernos|miembros)\\b[^.]{0,200},?$',
  'las\\s+(?:partes|altas)\\b[^.]{0,200},?$',
  '(?:os|as)\\s+(?:estados|partes|altas)\\b[^.]{0,200},?$',
  '(?:gli\\s+stati|le\\s+(?:alte\\s+)?parti)\\b[^.]{0,200},?$',
  'die\\s+(?:vertrags|mitglied|hohen|regierungen|unterzeichner)[^.]{0,200},?$',
  '(?:высокие\\s+)?договаривающиеся',
  'государства',
  'стороны',
  'إن\\s+(?:الدول|الأطراف|الحكومات)',
  'نحن شعوب',
  '本(?:公约|协定|议定书|条约|规约)各?(?:缔约|成员|签署)',
)

/** The words that open a closing formula. */
export const CLOSING = wordList(
  'in\\s+witness\\s+whereof',
  'in\\s+faith\\s+whereof',
  // What ends a regulation of the European Union.
  'this\\s+regulation\\s+shall\\s+be\\s+binding\\s+in\\s+its\\s+entirety',
  'le\\s+présent\\s+règlement\\s+est\\s+obligatoire\\s+dans\\s+tous\\s+ses',
  'el\\s+presente\\s+reglamento\\s+será\\s+obligatorio\\s+en\\s+todos\\s+sus',
  'diese\\s+verordnung\\s+ist\\s+in\\s+allen\\s+ihren\\s+teilen',
  'done\\s+(?:at|in)\\s+\\p{Lu}?',
  'en\\s+foi\\s+de\\s+quoi',
  'fait\\s+[àa]\\s',
  'en\\s+fe\\s+de\\s+lo\\s+cual',
  'en\\s+testimonio\\s+de\\s+lo\\s+cual',
  'hecho\\s+en\\s',
  'em\\s+(?:fé|testemunho)\\s+d',
  'in\\s+fede\\s+di\\s+che',
  'fatto\\s+a\\s',
  'zu\\s+urkund',
  'geschehen\\s+zu',
  'в\\s+удостоверение\\s+чего',
  'совершено\\s+в',
  'وإثبات',
  'وإشهاد',
  'ومصادقا?',
  'حرر',
  '为此',
  '下列签署人',
  '下列全权代表',
  '以资证明',
)

/** The heading of a table of contents. */
export const CONTENTS_WORD =
  /^(?:table of contents|contents|table des matières|sommaire|índice|indice|inhaltsverzeichnis|inhalt|содержание|оглавление|المحتويات|目录|目次)$/iu
