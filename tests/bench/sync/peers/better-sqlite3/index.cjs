const { DatabaseSync } = require('node:sqlite')

/** Only what the extension calls: exec, and prepare with get and run. */
module.exports = class Database {
  constructor(file) {
    this.database = new DatabaseSync(file, { enableForeignKeyConstraints: false })
  }
  exec(sql) {
    this.database.exec(sql)
    return this
  }
  prepare(sql) {
    return this.database.prepare(sql)
  }
  pragma(source) {
    return this.database.prepare(`PRAGMA ${source}`).all()
  }
  close() {
    this.database.close()
  }
}
