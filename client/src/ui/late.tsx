import { useEffect, useState, type ComponentType } from 'react'
import { useTranslation } from 'react-i18next'

/** A page whose code is fetched when it is first shown, or before by `expect`. */
export interface LatePage<Props> {
  Page: ComponentType<Props>
  expect: () => Promise<void>
}

/**
 * Makes one. Unlike `lazy`, it draws as soon as the code is here: React keeps what a Suspense boundary waited for back until 300 ms
 * after its fallback, which is longer than a whole draft takes to open.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>): LatePage<Props> {
  let Loaded: ComponentType<Props> | null = null
  const expect = async () => {
    Loaded ??= await load()
  }
  const Page = (props: Props) => {
    const [, setState] = useState(Loaded !== null)
    useEffect(() => {
      const fail = (error: unknown) =>
        setState(() => {
          throw error
        })
      if (Loaded === null) expect().then(() => setState(true), fail)
    }, [])
    return Loaded === null ? <Loading /> : <Loaded {...props} />
  }
  return { Page, expect }
}

function Loading() {
  const { t } = useTranslation()
  return (
    <p className="visually-hidden" aria-busy="true">
      {t('app.loading')}
    </p>
  )
}
