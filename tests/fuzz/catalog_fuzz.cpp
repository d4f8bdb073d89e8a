// Fuzz target: any bytes as a catalog, an SQLite file: it is used or refused with an Error.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cstdint>

#include "analysis/catalog/catalog.h"
#include "core/audio/error.h"
#include "core/file/file_stamp.h"
#include "tests/fuzz/input_file.h"

namespace {

using namespace lathe;

void use(const std::filesystem::path& file, const std::filesystem::path& other) {
  analysis::Catalog catalog(file);
  catalog.files();
  catalog.query({analysis::parseFilter("integrated>-100"), analysis::parseFilter("path~a")});
  catalog.query({});
  catalog.findContent("hash", "key");
  analysis::CatalogRow row;
  row.report = "{}";
  catalog.store(file, stampOf(file), "hash", "key", {row});
  catalog.find(file, "key");
  catalog.merge(other);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto& folder = fuzz::emptyFolder();
  const auto file = fuzz::writeInto(folder, "a.db", data, size);
  const auto other = fuzz::writeInto(folder, "b.db", data, size);
  try {
    use(file, other);
  } catch (const Error&) {
  }
  return 0;
}
