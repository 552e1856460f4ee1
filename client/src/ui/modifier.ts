const isApple = /Mac|iPhone|iPad/.test(navigator.platform)

/** The key of shortcuts, as this person's keyboard names it. */
export const modifier = isApple ? '⌘' : 'Ctrl+'
