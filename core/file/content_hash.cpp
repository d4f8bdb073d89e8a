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
namespace {

/// SHA-256 as bytes come.
class Hash {
 public:
  Hash() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    works_ = context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1;
  }
  void add(std::span<const std::byte> bytes) {
    works_ = works_ && EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1;
  }
  /// `what`: for the message when the library refuses.
  std::string text(const std::string& what) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (!works_ || EVP_DigestFinal_ex(context_.get(), digest.data(), &length) != 1)
      throw Error(ErrorKind::Io, "the system's cryptographic library gives no SHA-256 of " + what);
    std::string text;
    for (unsigned i = 0; i < length; ++i) {
      text += "0123456789abcdef"[digest[i] >> 4];
      text += "0123456789abcdef"[digest[i] & 15];
    }
    return text;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
  bool works_ = false;
};

}  // namespace

std::string sha256OfFile(const std::filesystem::path& path, const Progress& progress) {
  const ByteFile file = ByteFile::openForReading(path);
  std::uint64_t offset = 0;
  const auto read = [&](std::span<std::byte> out) {
    progress.throwIfStopped();
    const std::size_t got = file.readAt(offset, out);
    offset += got;
    return got;
  };
  return sha256OfStream(read, quoted(path));
}

std::string sha256OfStream(const std::function<std::size_t(std::span<std::byte>)>& read, const std::string& what) {
  Hash hash;
  std::vector<std::byte> block(1 << 18);
  for (std::size_t got = 0; (got = read(block)) > 0;) hash.add(std::span(block).first(got));
  return hash.text(what);
}

std::string sha256OfBytes(std::span<const std::byte> bytes) {
  Hash hash;
  hash.add(bytes);
  return hash.text("some bytes");
}

}  // namespace lathe
