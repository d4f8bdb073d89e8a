// Hashing with libcrypto, a block at a time.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/content_hash.h"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/audio/error.h"
#include "core/file/byte_file.h"

namespace lathe {

std::string sha256OfFile(const std::filesystem::path& path) {
  const ByteFile file = ByteFile::openForReading(path);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  bool works = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
  std::vector<std::byte> block(1 << 18);
  std::uint64_t offset = 0;
  for (std::size_t got = 0; works && (got = file.readAt(offset, std::span(block))) > 0; offset += got)
    works = EVP_DigestUpdate(context.get(), block.data(), got) == 1;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (!works || EVP_DigestFinal_ex(context.get(), digest.data(), &length) != 1)
    throw Error(ErrorKind::Io, "the system's cryptographic library gives no SHA-256 of " + quoted(path));
  std::string text;
  for (unsigned i = 0; i < length; ++i) {
    text += "0123456789abcdef"[digest[i] >> 4];
    text += "0123456789abcdef"[digest[i] & 15];
  }
  return text;
}

}  // namespace lathe
