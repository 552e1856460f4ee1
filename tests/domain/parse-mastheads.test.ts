import { describe, expect, it } from 'vitest'
import { accounted, outline, read, sorted } from '../support/parse-reading.ts'

/** What stands above a treaty and is none of it: its symbol and its day are taken from there. */
describe('mastheads', () => {
  it('a treaty that a resolution adopts is read without the resolution, which gives symbol and day', async () => {
    const source = `United Nations A/RES/99/243
General Assembly Distr.: General
31 December 2031
Resolution adopted by the General Assembly on 24 December 2031
99/243. Convention against Tidal Crime
The General Assembly,
Recalling its resolution 74/247,
1. Adopts the Convention against Tidal Crime, annexed to the present resolution;
2. Requests the Secretary-General to report.
Annex
Convention against Tidal Crime
Preamble
The States Parties to this Convention,
Noting that tides have potential,
Have agreed as follows:
Article 1
Purpose
The purposes of this Convention are to act.`
    const parsed = await read(source)
    expect(outline(parsed)).toEqual([
      'title Convention against Tidal Crime',
      'preamble Preamble',
      'preamble The States Parties to this Convention,',
      'recital Noting that tides have potential,',
      'preamble Have agreed as follows:',
      'article Article 1 Purpose',
      '1 The purposes of this Convention are to act.',
    ])
    expect(parsed.metadata).toMatchObject({ symbol: 'A/RES/99/243', date: '2031-12-31' })
    expect(accounted(parsed)).toBe(sorted(source))
  })

  it('a Council of Europe masthead gives symbol and date', async () => {
    const { metadata } = await read(
      [
        'Council of Europe Treaty Series - No. 999',
        'Convention on Quiet',
        'Strasbourg, 1.II.2030',
        'The member States of the Council,',
        'Have agreed as follows:',
        'Article 1 – Definitions',
        'Quiet is quiet.',
      ].join('\n\n'),
    )
    expect(metadata).toMatchObject({ title: 'Convention on Quiet', symbol: 'CETS No. 999', date: '2030-02-01' })
  })

  it.each([
    [
      'French',
      'Nations Unies\tA/C.9/77/L.1\nAssemblée générale\n\nSoixante-dix-septième session\nSixième Commission\nPoint 44 de l’ordre du jour',
      'Convention sur la nuit',
      'Les États parties,',
      'Article premier',
    ],
    [
      'Spanish',
      'Naciones Unidas\tA/C.9/77/L.1\nAsamblea General\n\nSeptuagésimo séptimo período de sesiones\nSexta Comisión\nTema 44 del programa',
      'Convención sobre la noche',
      'Los Estados partes,',
      'Artículo 1',
    ],
    [
      'Russian',
      'Организация Объединенных Наций\tA/C.9/77/L.1\nГенеральная Ассамблея\n\nСемьдесят седьмая сессия\nШестой комитет\nПункт 44 повестки дня',
      'Конвенция о ночи',
      'Государства-участники,',
      'Статья 1',
    ],
    [
      'Arabic',
      'الأمم المتحدة\tA/C.9/77/L.1\nالجمعية العامة\n\nالدورة السابعة والسبعون\nاللجنة السادسة\nالبند 44 من جدول الأعمال',
      'اتفاقية الليل',
      'إن الدول الأطراف،',
      'المادة 1',
    ],
    ['Chinese', '联合国\tA/C.9/77/L.1\n大会\n\n第七十七届会议\n第六委员会\n议程项目44', '夜空公约', '本公约缔约国，', '第一条'],
  ])('a masthead of the United Nations in %s is none of the title', async (_language, mast, title, parties, article) => {
    const { metadata } = await read([mast, title, parties, article, '1. A.'].join('\n\n'))
    expect(metadata).toMatchObject({ title, symbol: 'A/C.9/77/L.1' })
  })
})
