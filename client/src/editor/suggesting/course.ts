import { Mapping, type StepMap } from '@tiptap/pm/transform'

/** How the places of a document have moved, step after step. */
export class Course {
  readonly #maps: StepMap[]
  /** Pairs of a step and the one that it takes back, the latest first: what is taken back can be done again, and taken back again. */
  #mirrors: readonly number[]

  constructor(maps: readonly StepMap[] = [], mirrors: readonly number[] = []) {
    this.#maps = [...maps]
    this.#mirrors = mirrors
  }

  copy(): Course {
    return new Course(this.#maps, this.#mirrors)
  }

  get length(): number {
    return this.#maps.length
  }

  /** Goes on by a step; `takesBack` is the number of an earlier one whose inverse it is. */
  append(map: StepMap, takesBack: number | null = null): void {
    if (takesBack !== null) this.#mirrors = [this.#maps.length, takesBack, ...this.#mirrors]
    this.#maps.push(map)
  }

  /** From where places were before this step to where they are now. */
  since(step: number): Mapping {
    return new Mapping(this.#maps, [...this.#mirrors], step)
  }
}
