import { describe, expect, it } from 'vitest'
import { outline, read, readWhole } from '../support/parse-reading.ts'

/** What treaties in other languages than English have of their own: ordinals, letters, dashes and figures in one sign. */
const KINDS: [kind: string, source: string, expected: string[]][] = [
  [
    'Spanish and French ordinals and dashes',
    `TRATADO SOBRE LOS HUMEDALES

Artículo 1.º Objeto

El presente Tratado protege los humedales.

Artículo 2.- Definiciones

1° Por humedal se entiende una tierra;

2° Por Parte se entiende un Estado.`,
    [
      'title TRATADO SOBRE LOS HUMEDALES',
      'article Artículo 1.º Objeto',
      '1 El presente Tratado protege los humedales.',
      'article Artículo 2.- Definiciones',
      '1 1° Por humedal se entiende una tierra;',
      '1 2° Por Parte se entiende un Estado.',
    ],
  ],
  [
    'Russian: inserted articles with a figure',
    `КОНВЕНЦИЯ О БОЛОТАХ

Статья 2. Термины

а) «болото» означает землю;

б) «Сторона» означает:

i) государство;

ii) организацию.

Статья 2-1
Толкование

1) Ничто не препятствует.

2) Всё разрешено.`,
    [
      'title КОНВЕНЦИЯ О БОЛОТАХ',
      'article Статья 2. Термины',
      '2 а) «болото» означает землю;',
      '2 б) «Сторона» означает:',
      '3 i) государство;',
      '3 ii) организацию.',
      'article Статья 2-1 Толкование',
      '1 1) Ничто не препятствует.',
      '1 2) Всё разрешено.',
    ],
  ],
  [
    'Chinese: items below a chapeau, figures in one sign',
    `保护湿地公约

本公约缔约国，

认识到湿地的重要性，

议定如下：

第一条 宗旨

本公约的宗旨是：

（一）保护湿地；

（二）恢复湿地。

第二条 术语

一、为本公约的目的：

㈠ 湿地是土地；

㈡ 缔约方是：

① 国家；

② 组织。`,
    [
      'title 保护湿地公约',
      'preamble 本公约缔约国，',
      'recital 认识到湿地的重要性，',
      'preamble 议定如下：',
      'article 第一条 宗旨',
      '1 本公约的宗旨是：',
      '2 （一） 保护湿地；',
      '2 （二） 恢复湿地。',
      'article 第二条 术语',
      '1 一、 为本公约的目的：',
      '2 ㈠ 湿地是土地；',
      '2 ㈡ 缔约方是：',
      '3 ① 国家；',
      '3 ② 组织。',
    ],
  ],
  [
    'Arabic: figures in quotation marks below letters',
    `اتفاقية الأراضي

المادة ٢
المصطلحات

١ - لأغراض هذه الاتفاقية:

(أ) الأرض؛

(ب) الطرف:

'١' دولة؛

'٢' منظمة.

المادة ٢ مكررا
التفسير

لا شيء يمنع ذلك.`,
    [
      'title اتفاقية الأراضي',
      'article المادة ٢ المصطلحات',
      '1 ١- لأغراض هذه الاتفاقية:',
      '2 (أ) الأرض؛',
      '2 (ب) الطرف:',
      "3 '١' دولة؛",
      "3 '٢' منظمة.",
      'article المادة ٢ مكررا التفسير',
      '1 لا شيء يمنع ذلك.',
    ],
  ],
  [
    'Korean and Hungarian',
    `습지 협약

제1조 목적

이 협약은 습지를 보호한다.

2. cikk

A felek megállapodnak.`,
    ['title 습지 협약', 'article 제1조 목적', '1 이 협약은 습지를 보호한다.', 'article 2. cikk', '1 A felek megállapodnak.'],
  ],
  [
    'Portuguese: ordinals, articles with a letter, § and Roman items',
    `CONVENÇÃO SOBRE AS MARÉS

Os Estados Partes na presente Convenção,

Considerando que as marés são comuns;

Acordaram no seguinte:

Título I
Disposições gerais

Artigo 1.º
Definições

1 - Para efeitos da presente Convenção:

a) «Maré» significa a água;

b) «Parte» significa um Estado.

Artigo 2.º-A
Âmbito

A presente Convenção aplica-se às marés.

Art. 3º É criado o Comité.

§ 1º O Comité reúne-se.

§ 2º O Comité decide:

I - por maioria;

II - por consenso.`,
    [
      'title CONVENÇÃO SOBRE AS MARÉS',
      'preamble Os Estados Partes na presente Convenção,',
      'recital Considerando que as marés são comuns;',
      'preamble Acordaram no seguinte:',
      'chapter Título I Disposições gerais',
      'article Artigo 1.º Definições',
      '1 1- Para efeitos da presente Convenção:',
      '2 a) «Maré» significa a água;',
      '2 b) «Parte» significa um Estado.',
      'article Artigo 2.º-A Âmbito',
      '1 A presente Convenção aplica-se às marés.',
      'article Art. 3º É criado o Comité.',
      '1 §1º O Comité reúne-se.',
      '1 §2º O Comité decide:',
      '2 I- por maioria;',
      '2 II- por consenso.',
    ],
  ],
  [
    'Chinese: each contracting State, an article between two others',
    `保护潮汐公约

本公约缔约各国，

认识到有必要保护潮汐，

兹协议如下：

第一部分

第1条

1.　为本公约的目的，潮汐是：

(a)　涨潮；

㈠　高；

(b)　落潮。

第二条之二

补充规定。`,
    [
      'title 保护潮汐公约',
      'preamble 本公约缔约各国，',
      'recital 认识到有必要保护潮汐，',
      'preamble 兹协议如下：',
      'part 第一部分',
      'article 第1条',
      '1 1. 为本公约的目的，潮汐是：',
      '2 (a) 涨潮；',
      '3 ㈠ 高；',
      '2 (b) 落潮。',
      'article 第二条之二',
      '1 补充规定。',
    ],
  ],
]

describe('treaties in other languages', () => {
  it.each(KINDS)('%s', async (_kind, source, expected) => {
    expect(await readWhole(source)).toEqual(expected)
  })

  it('Spanish points count ñ between n and o', async () => {
    const points = Array.from('abcdefghijklmnñop', (letter) => `${letter}) punto;`)
    const parsed = await read(
      ['T', 'Artículo 1', 'Términos', '1. Los términos del presente artículo son:', ...points].join('\n\n'),
    )
    expect(outline(parsed).slice(3)).toEqual(points.map((point) => `2 ${point}`))
    expect(parsed.warnings).toEqual([])
  })
})
