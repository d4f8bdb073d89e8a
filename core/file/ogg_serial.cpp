// Walking the pages of an Ogg file (RFC 3533) and sealing them again.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/ogg_serial.h"

#include <array>
#include <functional>
#include <numeric>
#include <span>

#include "core/audio/error.h"

namespace lathe {
namespace {

constexpr std::size_t kHeaderSize = 27;
constexpr std::size_t kSerialAt = 14;
constexpr std::size_t kChecksumAt = 22;

constexpr std::array<std::uint32_t, 256> checksumTable() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i << 24;
    for (int bit = 0; bit < 8; ++bit) value = value & 0x80000000u ? value << 1 ^ 0x04C11DB7u : value << 1;
    table[i] = value;
  }
  return table;
}

std::uint32_t checksum(std::uint32_t start, std::span<const std::byte> bytes) {
  static constexpr auto kTable = checksumTable();
  for (const std::byte b : bytes) start = start << 8 ^ kTable[start >> 24 ^ std::to_integer<std::uint32_t>(b)];
  return start;
}

/// Shows every page to `visit`; one that returns true is written back.
void forEachPage(ByteFile& file, const std::function<bool(std::span<std::byte> page, std::size_t bodyAt)>& visit) {
  const std::uint64_t end = file.size();
  for (std::uint64_t at = 0; at < end;) {
    Bytes page = file.readAt(at, kHeaderSize + 255 + 255 * 255);
    const std::size_t segments = page.size() >= kHeaderSize ? std::to_integer<std::size_t>(page[26]) : 0;
    const std::size_t bodyAt = kHeaderSize + segments;
    std::size_t size = bodyAt;
    for (std::size_t i = kHeaderSize; i < bodyAt && i < page.size(); ++i) size += std::to_integer<std::size_t>(page[i]);
    if (page.size() < kHeaderSize || size > page.size() || textOf(page.data(), 4) != "OggS")
      throw Error(ErrorKind::Damaged, quoted(file.path()) + " was not written as whole Ogg pages");
    if (visit(std::span(page).first(size), bodyAt)) file.writeAt(at, std::span(page).first(size));
    at += size;
  }
}

}  // namespace

void setOggSerialFromContents(ByteFile& file) {
  std::uint32_t serial = 0;
  forEachPage(file, [&](std::span<std::byte> page, std::size_t bodyAt) {
    serial = checksum(serial, page.subspan(bodyAt));
    return false;
  });
  forEachPage(file, [&](std::span<std::byte> page, std::size_t) {
    storeLittle(page.data() + kSerialAt, serial);
    storeLittle(page.data() + kChecksumAt, std::uint32_t{0});
    storeLittle(page.data() + kChecksumAt, checksum(0, page));
    return true;
  });
}

}  // namespace lathe
