// TagLib's property maps to flat tags and back.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/tag_metadata.h"

#include <fmt/format.h>
#include <taglib/flacfile.h>
#include <taglib/id3v2framefactory.h>
#include <taglib/id3v2tag.h>
#include <taglib/mpegfile.h>
#include <taglib/opusfile.h>
#include <taglib/tbytevectorstream.h>
#include <taglib/tpropertymap.h>
#include <taglib/vorbisfile.h>
#include <taglib/xiphcomment.h>

#include <charconv>
#include <memory>

#include "core/audio/error.h"
#include "core/file/flat_tags.h"
#include "core/file/tag_stream.h"

namespace lathe {
namespace {

TagLib::String tagText(const std::string& text) { return {text, TagLib::String::UTF8}; }

FlatTags flatTags(const TagLib::PropertyMap& properties) {
  FlatTags tags;
  for (const auto& [name, values] : properties) tags[name.to8Bit(true)] = values.toString("; ").to8Bit(true);
  return tags;
}

TagLib::PropertyMap merged(const TagLib::PropertyMap& old, const FlatTags& fresh) {
  TagLib::PropertyMap result;
  for (const auto& [name, values] : old)
    if (!isOwnTag(name.to8Bit(true))) result.insert(name, values);
  for (const auto& [name, text] : fresh) result.insert(tagText(name), TagLib::StringList(tagText(text)));
  return result;
}

std::unique_ptr<TagLib::File> open(TagStream& stream, Container container) {
  TagLib::ID3v2::FrameFactory* frames = TagLib::ID3v2::FrameFactory::instance();
  switch (container) {
    case Container::Flac:
      return std::make_unique<TagLib::FLAC::File>(&stream, frames, false);
    case Container::OggVorbis:
      return std::make_unique<TagLib::Ogg::Vorbis::File>(&stream, false);
    case Container::OggOpus:
      return std::make_unique<TagLib::Ogg::Opus::File>(&stream, false);
    case Container::Mp3:
      return std::make_unique<TagLib::MPEG::File>(&stream, frames, false);
    default:
      return nullptr;
  }
}

/// TagLib would add an ID3v1 tag to every MP3; only kinds of tags that are there are kept up to date, and ID3v2.
bool save(TagLib::File& file) {
  auto* mp3 = dynamic_cast<TagLib::MPEG::File*>(&file);
  if (!mp3) return file.save();
  int kinds = TagLib::MPEG::File::ID3v2;
  if (mp3->hasID3v1Tag()) kinds |= TagLib::MPEG::File::ID3v1;
  if (mp3->hasAPETag()) kinds |= TagLib::MPEG::File::APE;
  return mp3->save(kinds, TagLib::File::StripNone);
}

/// TagLib's own word is no proof: it says "saved" also when a write failed.
void saveChecked(TagLib::File& tags, const TagStream& stream, const ByteFile& file) {
  const bool isSaved = save(tags);
  stream.rethrow();
  if (!isSaved) throw Error(ErrorKind::Io, "the tags of " + quoted(file.path()) + " cannot be written");
}

/// `change` turns the properties that are there into those that shall be.
template <class Change>
void storeProperties(ByteFile& file, Container container, Change change) {
  TagStream stream(file);
  const auto tags = open(stream, container);
  stream.rethrow();
  if (!tags || !tags->isValid())
    throw Error(ErrorKind::Damaged,
                "the tags of " + quoted(file.path()) + " cannot be read, so they cannot be changed");
  const TagLib::PropertyMap old = tags->properties();
  const TagLib::PropertyMap wanted = change(old);
  if (wanted == old) return;
  tags->setProperties(wanted);
  saveChecked(*tags, stream, file);
}

/// Nothing when the file has no tags that can be read.
template <class Read>
auto readProperties(const ByteFile& file, Container container, Read read) {
  TagStream stream(file);
  const auto tags = open(stream, container);
  const bool isReadable = tags && tags->isValid();
  auto result = isReadable ? read(flatTags(tags->properties())) : decltype(read(FlatTags{})){};
  stream.rethrow();
  return result;
}

TagLib::ByteVector byteVector(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), static_cast<unsigned>(bytes.size())};
}

constexpr const char* kMaskTag = "WAVEFORMATEXTENSIBLE_CHANNEL_MASK";

}  // namespace

Metadata readFileTags(const ByteFile& file, Container container, int sampleRate) {
  return readProperties(file, container, [&](const FlatTags& tags) { return fromFlatTags(tags, sampleRate); });
}

void storeFileTags(ByteFile& file, Container container, int sampleRate, const Metadata& metadata) {
  storeProperties(file, container,
                  [&](const TagLib::PropertyMap& old) { return merged(old, toFlatTags(metadata, sampleRate)); });
}

void changeFileTags(ByteFile& file, Container container, const FlatTags& fresh,
                    const std::vector<std::string>& removed) {
  storeProperties(file, container, [&](TagLib::PropertyMap tags) {
    for (const std::string& name : removed) tags.erase(tagText(name));
    for (const auto& [name, text] : fresh) tags.replace(tagText(name), TagLib::StringList(tagText(text)));
    return tags;
  });
}

FlatTags readAllFileTags(const ByteFile& file, Container container) {
  return readProperties(file, container, [](FlatTags tags) { return tags; });
}

Metadata parseId3(const Bytes& tag, int sampleRate) {
  TagLib::ByteVectorStream stream(byteVector(tag));
  TagLib::MPEG::File file(&stream, TagLib::ID3v2::FrameFactory::instance(), false);
  if (!file.hasID3v2Tag()) return {};
  return fromFlatTags(flatTags(file.ID3v2Tag()->properties()), sampleRate);
}

Bytes updateId3(const Bytes& old, int sampleRate, const Metadata& metadata) {
  TagLib::ByteVectorStream stream(byteVector(old));
  TagLib::MPEG::File file(&stream, TagLib::ID3v2::FrameFactory::instance(), false);
  TagLib::ID3v2::Tag* tag = file.ID3v2Tag(true);
  tag->setProperties(merged(tag->properties(), toFlatTags(metadata, sampleRate)));
  if (tag->frameList().isEmpty()) return {};
  const TagLib::ByteVector bytes = tag->render();
  const auto* first = reinterpret_cast<const std::byte*>(bytes.data());
  return {first, first + bytes.size()};
}

std::optional<std::uint32_t> readFlacChannelMask(const ByteFile& file) {
  TagStream stream(file);
  TagLib::FLAC::File flac(&stream, TagLib::ID3v2::FrameFactory::instance(), false);
  stream.rethrow();
  if (!flac.isValid() || !flac.hasXiphComment()) return std::nullopt;
  const TagLib::StringList values = flac.xiphComment()->fieldListMap()[kMaskTag];
  const std::string text = values.isEmpty() ? std::string() : values.front().to8Bit();
  if (text.size() < 3 || text[0] != '0' || (text[1] != 'x' && text[1] != 'X')) return std::nullopt;
  std::uint32_t mask = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), mask, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return mask;
}

void storeFlacChannelMask(ByteFile& file, std::uint32_t mask) {
  TagStream stream(file);
  TagLib::FLAC::File flac(&stream, TagLib::ID3v2::FrameFactory::instance(), false);
  stream.rethrow();
  if (!flac.isValid()) throw Error(ErrorKind::Io, "the channel mask of " + quoted(file.path()) + " cannot be written");
  flac.xiphComment(true)->addField(kMaskTag, tagText(fmt::format("0x{:04x}", mask)), true);
  saveChecked(flac, stream, file);
}

}  // namespace lathe
