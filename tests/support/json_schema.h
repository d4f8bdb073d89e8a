// JSON against the part of JSON Schema that our schemas use.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace lathe::test {

/// What is wrong with `value`, with the path to it; empty when nothing is. "$ref" points into `root`.
std::string fault(const nlohmann::json& value, const nlohmann::json& schema, const nlohmann::json& root,
                  const std::string& path = "");

/// A schema of docs/schema, by its file's name ("measurement-1.json").
nlohmann::json schemaNamed(const std::string& name);

}  // namespace lathe::test
