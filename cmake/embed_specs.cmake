# Writes a C++ source that holds text files: cmake -DOUTPUT=... -DFILES="a;b" -P embed_specs.cmake
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
set(texts)
foreach(file ${FILES})
  file(READ ${file} text)
  # Bytes as numbers: [[ and ; in the text mean nothing that way, and no literal is too long.
  string(HEX "${text}" hex)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  get_filename_component(name ${file} NAME_WE)
  string(MAKE_C_IDENTIFIER ${name} name)
  string(APPEND arrays "constexpr char k_${name}[] = {${bytes}};\n")
  string(APPEND texts "    {k_${name}, sizeof(k_${name})},\n")
endforeach()
file(WRITE ${OUTPUT} "// Made from the specifications by cmake/embed_specs.cmake.
#include \"analysis/compliance/builtin_specs.h\"
namespace lathe::analysis {
namespace {
${arrays}
constexpr std::string_view kTexts[] = {
${texts}};
}  // namespace
std::span<const std::string_view> builtinSpecTexts() noexcept { return kTexts; }
}  // namespace lathe::analysis
")
