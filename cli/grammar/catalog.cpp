// Grammar of the commands about catalogs of results.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/catalog.h"

#include "cli/grammar/grammar.h"

namespace lathe::cli {

void addBatch(CLI::App* sub, BatchOptions& batch) {
  sub->add_option("--catalog", batch.catalog,
                  "keep results in this database; files that have not changed are not measured again");
  sub->add_flag("--jsonl", batch.isLines, "one JSON object per line, as each file ends");
  sub->add_option("--shard", batch.shard, "I/N: only the I-th of N shares of the list, for job arrays");
}

void addCatalogCommands(Grammar& grammar) {
  CLI::App* family = grammar.family(
      "catalog", "Ask questions about files that were measured with --catalog",
      "Examples:\n  lathe catalog query album.db 'true_peak>-1'\n"
      "  lathe catalog query album.db 'after~AAC' 'true_peak>0'\n  lathe catalog merge all.db one.db two.db");
  {
    auto [sub, o] = grammar.command<CatalogQueryOptions>(
        "query", "List the files for which all filters hold",
        "A filter is FIELD>VALUE with > >= < <= = != or ~ (contains). Fields: integrated max_momentary max_short_term "
        "range\n"
        "true_peak sample_peak plr duration rate channels after passes path. 'after=' means the file as it is.\n"
        "Example: lathe catalog query album.db 'true_peak>-1' 'rate=96000'",
        runCatalogQuery, family);
    sub->add_option("CATALOG", o->catalog, "database")->required();
    sub->add_option("FILTER", o->filters, "conditions, all of which hold");
  }
  {
    auto [sub, o] =
        grammar.command<CatalogMergeOptions>("merge", "Take over what other catalogs know",
                                             "Example: lathe catalog merge all.db shard-*.db", runCatalogMerge, family);
    sub->add_option("CATALOG", o->catalog, "database that grows")->required();
    sub->add_option("OTHER", o->others, "databases that are read")->required();
  }
}

}  // namespace lathe::cli
