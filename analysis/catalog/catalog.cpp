// Two tables: which content a path has, and what was measured of a content.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/catalog/catalog.h"

#include <fmt/format.h>
#include <sqlite3.h>

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

std::string pathText(const std::filesystem::path& file) {
  return std::filesystem::absolute(file).lexically_normal().string();
}

/// As SQLite takes it for a file that nobody can change: it then needs no files beside it.
std::string immutableLocation(const std::filesystem::path& file) {
  std::string uri = "file://";
  for (const char c : pathText(file)) {
    constexpr std::string_view kSpecial = "?#%";
    uri += kSpecial.find(c) == std::string_view::npos ? std::string(1, c) : fmt::format("%{:02X}", int{c});
  }
  return uri + "?immutable=1";
}

/// True when a crash or a running program has left something that is not in the file itself yet.
bool hasUnmergedLog(const std::filesystem::path& file) {
  std::error_code none;
  const auto size = std::filesystem::file_size(file.string() + "-wal", none);
  return !none && size > 0;
}

}  // namespace

struct Catalog::State {
  std::filesystem::path file;
  std::string location;  ///< of the file, for SQLite
  sqlite3* database = nullptr;

  ~State() { sqlite3_close(database); }

  void open(std::string where, int flags) {
    sqlite3_close(database);
    database = nullptr;
    location = std::move(where);
    if (sqlite3_open_v2(location.c_str(), &database, flags | SQLITE_OPEN_URI, nullptr) != SQLITE_OK)
      fail("cannot be opened");
    sqlite3_busy_timeout(database, kPatience);
  }

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

namespace {

/// What tells a catalog from other databases.
struct Head {
  std::int64_t application = 0, version = 0;
  bool isEmpty = true;
};

/// Nothing when it cannot be read.
std::optional<Head> readHead(sqlite3* database) {
  bool failed = false;
  const auto pragma = [&](const char* name) {
    Statement statement(database, std::string("PRAGMA ") + name);
    bool failedHere = !statement.isGood();
    const bool hasRow = !failedHere && statement.step(failedHere);
    failed = failed || failedHere;
    return hasRow ? statement.integerAt(0) : 0;
  };
  const Head head{pragma("application_id"), pragma("user_version"), pragma("schema_version") == 0};
  return failed ? std::nullopt : std::optional(head);
}

void checkHead(const Head& head, const std::filesystem::path& file) {
  if (head.application != kApplicationId && !(head.application == 0 && head.isEmpty))
    throw Error(ErrorKind::Damaged,
                file.string() + " is a database of another program, not a catalog; choose another file");
  if (head.version > kVersion)
    throw Error(ErrorKind::Unsupported,
                "the catalog " + file.string() + " was written by a newer version of Lathe; update Lathe to use it");
}

}  // namespace

Catalog::Catalog(const std::filesystem::path& file, Use use) : state_(std::make_unique<State>()) {
  state_->file = file;
  std::error_code none;
  const auto status = std::filesystem::status(file, none);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    throw Error(ErrorKind::Unsupported, file.string() + " is not a regular file, so it is no catalog");
  use == Use::Change ? openForChange() : openForQuery();
}

void Catalog::openForChange() {
  state_->open(pathText(state_->file), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  // Reading the head and making the tables are one step each: others may be making the same catalog now.
  const auto headNow = [&](const char* begin) {
    state_->run(begin);
    const std::optional<Head> head = readHead(state_->database);
    if (!head) state_->fail("cannot be read");
    checkHead(*head, state_->file);
    return *head;
  };
  const bool isEmpty = headNow("BEGIN").isEmpty;
  state_->run("COMMIT");
  if (isEmpty) {
    if (headNow("BEGIN IMMEDIATE").isEmpty)
      state_->run(fmt::format("PRAGMA application_id={}; PRAGMA user_version={}", kApplicationId, kVersion));
    state_->run(kSchema);
    state_->run("COMMIT");
  }
  state_->run("PRAGMA synchronous=NORMAL");
  // Lasting, and only possible while nobody else has it open: then they have asked for it, too.
  sqlite3_exec(state_->database, "PRAGMA journal_mode=WAL", nullptr, nullptr, nullptr);
  state_->run(kSchema);
}

void Catalog::openForQuery() {
  const std::filesystem::path& file = state_->file;
  std::error_code none;
  if (!std::filesystem::exists(file, none)) throw Error(ErrorKind::NotFound, "there is no catalog " + file.string());
  state_->open(pathText(file), SQLITE_OPEN_READWRITE);
  std::optional<Head> head = readHead(state_->database);
  const int code = sqlite3_errcode(state_->database) & 0xFF;
  if (!head && (code == SQLITE_CANTOPEN || code == SQLITE_READONLY)) {
    if (hasUnmergedLog(file))
      throw Error(ErrorKind::Io, "the catalog " + file.string() +
                                     " was not closed by the program that wrote it; copy it, with the file beside it "
                                     "that ends in -wal, to where one can write");
    state_->open(immutableLocation(file), SQLITE_OPEN_READONLY);
    head = readHead(state_->database);
  }
  if (!head) state_->fail("cannot be read");
  checkHead(*head, file);
  if (head->isEmpty) throw Error(ErrorKind::Damaged, file.string() + " is empty, so it is no catalog");
}

Catalog::~Catalog() = default;
Catalog::Catalog(Catalog&&) noexcept = default;

std::vector<CatalogRow> Catalog::find(const std::filesystem::path& file, const std::string& key) {
  const std::optional<FileStamp> stamp = stampOf(file);
  if (!stamp) return {};
  Statement statement(state_->database, "SELECT hash FROM files WHERE path=? AND size=? AND changed=?");
  if (!statement.isGood()) state_->fail("cannot be read");
  statement.text(pathText(file)).integer(static_cast<std::int64_t>(stamp->size)).integer(stamp->written);
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

void Catalog::store(const std::filesystem::path& file, const std::optional<FileStamp>& stamp, const std::string& hash,
                    const std::string& key, const std::vector<CatalogRow>& rows) {
  state_->run("BEGIN IMMEDIATE");
  const auto put = [&](Statement& statement) {
    bool failed = !statement.isGood();
    if (!failed) statement.step(failed);
    if (!failed) return;
    sqlite3_exec(state_->database, "ROLLBACK", nullptr, nullptr, nullptr);
    state_->fail("cannot be written");
  };
  if (stamp) {
    Statement statement(state_->database, "INSERT OR REPLACE INTO files VALUES (?,?,?,?)");
    put(statement.text(pathText(file))
            .integer(static_cast<std::int64_t>(stamp->size))
            .integer(stamp->written)
            .text(hash));
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
  std::error_code none;
  if (!std::filesystem::is_regular_file(other, none))
    throw Error(ErrorKind::NotFound, "there is no catalog " + other.string());
  if (std::filesystem::equivalent(state_->file, other, none))
    throw Error(ErrorKind::Invalid, other.string() + " is the catalog that is merged into; name another one");
  const std::string location = Catalog(other, Use::Query).state_->location;
  Statement attach(state_->database, "ATTACH ? AS other");
  bool failed = !attach.isGood();
  if (!failed) attach.text(location).step(failed);
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
