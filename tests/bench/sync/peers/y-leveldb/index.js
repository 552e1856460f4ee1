export const LeveldbPersistence = null
