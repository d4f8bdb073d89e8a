// Filters in, files out; and catalogs of several machines made one.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/catalog.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "analysis/catalog/catalog.h"
#include "cli/terminal/terminal_text.h"
#include "core/audio/number_text.h"

namespace lathe::cli {
namespace {

using analysis::Catalog;
using analysis::CatalogHit;
using Json = nlohmann::ordered_json;

std::string figure(const std::optional<double>& value, int decimals) {
  return value ? fixedText(*value, decimals) : "-";
}

Json numberJson(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json json(const CatalogHit& hit) {
  const auto& row = hit.row;
  return {{"path", hit.path},
          {"after", row.after},
          {"passes", row.passes ? Json(*row.passes) : Json(nullptr)},
          {"integrated", numberJson(row.integrated)},
          {"max_momentary", numberJson(row.maxMomentary)},
          {"max_short_term", numberJson(row.maxShortTerm)},
          {"range", numberJson(row.range)},
          {"true_peak", numberJson(row.truePeak)},
          {"sample_peak", numberJson(row.samplePeak)},
          {"plr", numberJson(row.plr)},
          {"duration", row.duration},
          {"rate", row.rate},
          {"channels", row.channels}};
}

}  // namespace

int runCatalogQuery(const CatalogQueryOptions& options, Context& context) {
  if (!std::filesystem::exists(options.catalog))
    throw Error(ErrorKind::NotFound, "there is no catalog " + options.catalog.string() +
                                         "; 'lathe measure FOLDER --catalog FILE' makes one");
  std::vector<analysis::CatalogFilter> filters;
  for (const std::string& text : options.filters) filters.push_back(analysis::parseFilter(text));
  Catalog catalog(options.catalog, Catalog::Use::Query);
  const auto hits = catalog.query(filters);
  if (context.isJson) {
    Json list = Json::array();
    for (const CatalogHit& hit : hits) list.push_back(json(hit));
    context.console.result(Json{{"schema", "lathe/catalog-query"}, {"version", 1}, {"files", list}}.dump(
        2, ' ', false, Json::error_handler_t::replace));
    return kDone;
  }
  std::string text;
  for (const CatalogHit& hit : hits)
    text += fmt::format("I {:>6}  LRA {:>5}  max S {:>6}  TP {:>6}  {}{}\n", figure(hit.row.integrated, 2),
                        figure(hit.row.range, 1), figure(hit.row.maxShortTerm, 2), figure(hit.row.truePeak, 2),
                        printable(hit.path), hit.row.after.empty() ? "" : ", " + hit.row.after);
  context.console.result(text);
  context.console.note(fmt::format("{} of {} files", hits.size(), catalog.files()));
  return kDone;
}

int runCatalogMerge(const CatalogMergeOptions& options, Context& context) {
  Catalog catalog(options.catalog);
  for (const auto& other : options.others) catalog.merge(other);
  context.console.note(fmt::format("{} knows {} files", options.catalog.string(), catalog.files()));
  return kDone;
}

}  // namespace lathe::cli
