// Two tables: which content a path has, and what was measured of a content.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/catalog/catalog.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>

#include "core/audio/error.h"
#include "core/audio/number_text.h"

namespace lathe::analysis {
namespace {

constexpr int kVersion = 1;
constexpr int kApplicationId = 0x4C744361;  ///< "LtCa", in the file's header
constexpr int kPatience = 30000;            ///< ms to wait for another process

constexpr const char* kSchema = R"(
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, size INTEGER, changed INTEGER, hash TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS results (hash TEXT, key TEXT, number INTEGER, after TEXT, passes INTEGER, integrated REAL,
  max_momentary REAL, max_short_term REAL, range REAL, true_peak REAL, sample_peak REAL, plr REAL, duration REAL,
  rate INTEGER, channels INTEGER, report TEXT, PRIMARY KEY (hash, key, number)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_by_hash ON files (hash);
)";
constexpr const char* kColumns =
    "after, passes, integrated, max_momentary, max_short_term, range, true_peak, sample_peak, plr, duration, rate, "
    "channels, report";

struct Identity {
  std::int64_t size, changed;
};

/// Size and time of change in nanoseconds; nothing when there is no such file.
std::optional<Identity> identityOf(const std::filesystem::path& file) {
  struct stat found = {};
  if (::stat(file.c_str(), &found) != 0) return std::nullopt;
  return Identity{found.st_size,
                  static_cast<std::int64_t>(found.st_mtim.tv_sec) * 1'000'000'000 + found.st_mtim.tv_nsec};
}

std::string pathText(const std::filesystem::path& file) {
  return std::filesystem::absolute(file).lexically_normal().string();
}

}  // namespace

struct Catalog::State {
  std::filesystem::path file;
  sqlite3* database = nullptr;

  ~State() { sqlite3_close(database); }

  [[noreturn]] void fail(const char* what) const {
    const int code = sqlite3_errcode(database) & 0xFF;
    const std::string reason = sqlite3_errmsg(database);
    if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
      throw Error(ErrorKind::Damaged, "the catalog " + file.string() + " is no catalog, or is damaged (" + reason +
                                          "); choose another file");
    throw Error(ErrorKind::Io, "the catalog " + file.string() + " " + what + ": " + reason);
  }
  void run(const std::string& sql) const {
    if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail("cannot be used");
  }
};

namespace {

/// A prepared statement with its values; numbered from 1 as SQLite does.
class Statement {
 public:
  Statement(sqlite3* database, const std::string& sql) : database_(database) {
    isGood_ = sqlite3_prepare_v2(database, sql.c_str(), -1, &statement_, nullptr) == SQLITE_OK;
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  bool isGood() const noexcept { return isGood_; }
  Statement& text(const std::string& value) {
    sqlite3_bind_text(statement_, ++index_, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
    return *this;
  }
  Statement& integer(std::int64_t value) {
    sqlite3_bind_int64(statement_, ++index_, value);
    return *this;
  }
  Statement& number(std::optional<double> value) {
    value ? sqlite3_bind_double(statement_, ++index_, *value) : sqlite3_bind_null(statement_, ++index_);
    return *this;
  }
  Statement& flag(std::optional<bool> value) {
    value ? sqlite3_bind_int(statement_, ++index_, *value ? 1 : 0) : sqlite3_bind_null(statement_, ++index_);
    return *this;
  }
  /// True for a row, false at the end; `failed` tells an error apart.
  bool step(bool& failed) {
    const int code = sqlite3_step(statement_);
    failed = code != SQLITE_ROW && code != SQLITE_DONE;
    return code == SQLITE_ROW;
  }
  std::string textAt(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))) : "";
  }
  std::optional<double> numberAt(int column) const {
    if (sqlite3_column_type(statement_, column) == SQLITE_NULL) return std::nullopt;
    return sqlite3_column_double(statement_, column);
  }
  std::int64_t integerAt(int column) const { return sqlite3_column_int64(statement_, column); }

  /// The columns of kColumns, of which the first is `from`.
  CatalogRow row(int from) const {
    CatalogRow row;
    row.after = textAt(from);
    if (const auto passes = numberAt(from + 1)) row.passes = *passes != 0;
    std::optional<double>* const figures[] = {&row.integrated, &row.maxMomentary, &row.maxShortTerm, &row.range,
                                              &row.truePeak,   &row.samplePeak,   &row.plr};
    for (int i = 0; i < 7; ++i) *figures[i] = numberAt(from + 2 + i);
    row.duration = numberAt(from + 9).value_or(0);
    row.rate = static_cast<int>(integerAt(from + 10));
    row.channels = static_cast<int>(integerAt(from + 11));
    row.report = textAt(from + 12);
    return row;
  }

 private:
  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
  bool isGood_ = false;
  int index_ = 0;
};

struct Field {
  const char* name;
  const char* column;
  bool isText;
};
constexpr Field kFields[] = {
    {"integrated", "r.integrated", false},
    {"max_momentary", "r.max_momentary", false},
    {"max_short_term", "r.max_short_term", false},
    {"range", "r.range", false},
    {"true_peak", "r.true_peak", false},
    {"sample_peak", "r.sample_peak", false},
    {"plr", "r.plr", false},
    {"duration", "r.duration", false},
    {"rate", "r.rate", false},
    {"channels", "r.channels", false},
    {"after", "r.after", true},
    {"passes", "r.passes", false},
    {"path", "f.path", true},
};

const Field* fieldOf(const std::string& name) {
  const auto found = std::ranges::find_if(kFields, [&](const Field& field) { return name == field.name; });
  return found == std::end(kFields) ? nullptr : &*found;
}

}  // namespace

CatalogFilter parseFilter(const std::string& text) {
  const std::size_t at = text.find_first_of("<>=!~");
  std::size_t end = at;
  while (end != std::string::npos && end < text.size() &&
         std::string_view("<>=!~").find(text[end]) != std::string_view::npos)
    ++end;
  CatalogFilter filter;
  const auto trimmed = [](std::string part) {
    part.erase(0, std::min(part.find_first_not_of(' '), part.size()));
    part.erase(part.find_last_not_of(' ') + 1);
    return part;
  };
  if (at != std::string::npos)
    filter = {trimmed(text.substr(0, at)), text.substr(at, end - at), trimmed(text.substr(end))};
  const Field* field = fieldOf(filter.field);
  constexpr std::array<std::string_view, 7> comparisons = {">", ">=", "<", "<=", "=", "!=", "~"};
  if (at == std::string::npos || std::ranges::find(comparisons, filter.comparison) == comparisons.end())
    throw Error(
        ErrorKind::Invalid,
        "'" + text + "' is no filter; it has the form FIELD>VALUE with one of > >= < <= = != ~, as in true_peak>-1");
  if (!field) {
    std::string known;
    for (const Field& one : kFields) known += (known.empty() ? "" : ", ") + std::string(one.name);
    throw Error(ErrorKind::Invalid, "there is no field '" + filter.field + "'; there are " + known);
  }
  if (filter.field == "passes") {
    if (filter.value != "yes" && filter.value != "no")
      throw Error(ErrorKind::Invalid, "passes is yes or no, not '" + filter.value + "'");
    filter.value = filter.value == "yes" ? "1" : "0";
  }
  if (field->isText != (filter.comparison == "~") && filter.comparison == "~")
    throw Error(ErrorKind::Invalid, "'~' looks for a text, and " + filter.field + " is a number");
  if (!field->isText && !parseNumber(filter.value))
    throw Error(ErrorKind::Invalid, filter.field + " is compared with a number, not '" + filter.value + "'");
  return filter;
}

Catalog::Catalog(const std::filesystem::path& file) : state_(std::make_unique<State>()) {
  state_->file = file;
  if (sqlite3_open_v2(file.c_str(), &state_->database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) !=
      SQLITE_OK)
    state_->fail("cannot be opened");
  sqlite3_busy_timeout(state_->database, kPatience);
  const auto pragma = [&](const std::string& name) {
    Statement statement(state_->database, "PRAGMA " + name);
    bool failed = !statement.isGood();
    const bool hasRow = !failed && statement.step(failed);
    if (failed) state_->fail("cannot be read");
    return hasRow ? statement.integerAt(0) : 0;
  };
  const std::int64_t application = pragma("application_id"), version = pragma("user_version");
  const bool isEmpty = pragma("schema_version") == 0;
  if (application != kApplicationId && !(application == 0 && isEmpty))
    throw Error(ErrorKind::Damaged,
                file.string() + " is a database of another program, not a catalog; choose another file");
  if (version > kVersion)
    throw Error(ErrorKind::Unsupported,
                "the catalog " + file.string() + " was written by a newer version of Lathe; update Lathe to use it");
  state_->run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL");
  if (isEmpty)
    state_->run("PRAGMA application_id=" + std::to_string(kApplicationId) +
                "; PRAGMA user_version=" + std::to_string(kVersion));
  state_->run(kSchema);
}

Catalog::~Catalog() = default;
Catalog::Catalog(Catalog&&) noexcept = default;

std::vector<CatalogRow> Catalog::find(const std::filesystem::path& file, const std::string& key) {
  const auto identity = identityOf(file);
  if (!identity) return {};
  Statement statement(state_->database, "SELECT hash FROM files WHERE path=? AND size=? AND changed=?");
  if (!statement.isGood()) state_->fail("cannot be read");
  statement.text(pathText(file)).integer(identity->size).integer(identity->changed);
  bool failed = false;
  const bool isKnown = statement.step(failed);
  if (failed) state_->fail("cannot be read");
  return isKnown ? findContent(statement.textAt(0), key) : std::vector<CatalogRow>{};
}

std::vector<CatalogRow> Catalog::findContent(const std::string& hash, const std::string& key) {
  Statement statement(state_->database,
                      std::string("SELECT ") + kColumns + " FROM results WHERE hash=? AND key=? ORDER BY number");
  if (!statement.isGood()) state_->fail("cannot be read");
  statement.text(hash).text(key);
  std::vector<CatalogRow> rows;
  bool failed = false;
  while (statement.step(failed)) rows.push_back(statement.row(0));
  if (failed) state_->fail("cannot be read");
  return rows;
}

void Catalog::store(const std::filesystem::path& file, const std::string& hash, const std::string& key,
                    const std::vector<CatalogRow>& rows) {
  const auto identity = identityOf(file);
  state_->run("BEGIN IMMEDIATE");
  const auto put = [&](Statement& statement) {
    bool failed = !statement.isGood();
    if (!failed) statement.step(failed);
    if (!failed) return;
    sqlite3_exec(state_->database, "ROLLBACK", nullptr, nullptr, nullptr);
    state_->fail("cannot be written");
  };
  if (identity) {
    Statement statement(state_->database, "INSERT OR REPLACE INTO files VALUES (?,?,?,?)");
    put(statement.text(pathText(file)).integer(identity->size).integer(identity->changed).text(hash));
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const CatalogRow& row = rows[i];
    Statement statement(state_->database, "INSERT OR REPLACE INTO results VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    put(statement.text(hash)
            .text(key)
            .integer(static_cast<std::int64_t>(i))
            .text(row.after)
            .flag(row.passes)
            .number(row.integrated)
            .number(row.maxMomentary)
            .number(row.maxShortTerm)
            .number(row.range)
            .number(row.truePeak)
            .number(row.samplePeak)
            .number(row.plr)
            .number(row.duration)
            .integer(row.rate)
            .integer(row.channels)
            .text(row.report));
  }
  state_->run("COMMIT");
}

void Catalog::merge(const std::filesystem::path& other) {
  if (!std::filesystem::is_regular_file(other))
    throw Error(ErrorKind::NotFound, "there is no catalog " + other.string());
  { const Catalog checked(other); }
  Statement attach(state_->database, "ATTACH ? AS other");
  bool failed = !attach.isGood();
  if (!failed) attach.text(other.string()).step(failed);
  if (failed) state_->fail("cannot be merged");
  state_->run(
      "BEGIN IMMEDIATE; INSERT OR IGNORE INTO files SELECT * FROM other.files; INSERT OR IGNORE INTO results SELECT * "
      "FROM "
      "other.results; COMMIT; DETACH other");
}

std::vector<CatalogHit> Catalog::query(const std::vector<CatalogFilter>& filters) {
  std::string columns = kColumns;
  std::string sql = "SELECT f.path, " + columns + " FROM files f JOIN results r ON f.hash=r.hash WHERE 1";
  for (const CatalogFilter& filter : filters) {
    const std::string column = fieldOf(filter.field)->column;
    sql += filter.comparison == "~" ? " AND instr(" + column + ", ?) > 0"
                                    : " AND " + column + " " + filter.comparison + " ?";
  }
  Statement statement(state_->database, sql + " ORDER BY f.path, r.key, r.number");
  if (!statement.isGood()) state_->fail("cannot be read");
  for (const CatalogFilter& filter : filters)
    fieldOf(filter.field)->isText ? statement.text(filter.value) : statement.number(parseNumber(filter.value));
  std::vector<CatalogHit> hits;
  bool failed = false;
  while (statement.step(failed)) hits.push_back({statement.textAt(0), statement.row(1)});
  if (failed) state_->fail("cannot be read");
  return hits;
}

std::uint64_t Catalog::files() {
  Statement statement(state_->database, "SELECT count(*) FROM files");
  bool failed = !statement.isGood();
  if (failed || !statement.step(failed)) state_->fail("cannot be read");
  return static_cast<std::uint64_t>(statement.integerAt(0));
}

}  // namespace lathe::analysis
