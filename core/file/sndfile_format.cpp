// Tables between the two worlds' names.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/sndfile_format.h"

#include <sndfile.h>

namespace lathe {
namespace {

int majorFormat(Container container) noexcept {
  switch (container) {
    case Container::Wav:
      return SF_FORMAT_WAV;
    case Container::Rf64:
      return SF_FORMAT_RF64;
    case Container::W64:
      return SF_FORMAT_W64;
    case Container::Aiff:
      return SF_FORMAT_AIFF;
    case Container::Flac:
      return SF_FORMAT_FLAC;
    case Container::Caf:
      return SF_FORMAT_CAF;
    case Container::OggVorbis:
      return SF_FORMAT_OGG | SF_FORMAT_VORBIS;
    case Container::OggOpus:
      return SF_FORMAT_OGG | SF_FORMAT_OPUS;
    case Container::Mp3:
      return SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III;
    case Container::Other:
      break;
  }
  return 0;
}

int subFormat(Encoding encoding) noexcept {
  switch (encoding) {
    case Encoding::Int8:
      return SF_FORMAT_PCM_S8;
    case Encoding::Int16:
      return SF_FORMAT_PCM_16;
    case Encoding::Int20:
    case Encoding::Int24:
      return SF_FORMAT_PCM_24;
    case Encoding::Int32:
      return SF_FORMAT_PCM_32;
    case Encoding::Float32:
      return SF_FORMAT_FLOAT;
    case Encoding::Float64:
      return SF_FORMAT_DOUBLE;
    case Encoding::Lossy:
      break;
  }
  return 0;
}

Container containerOf(int format) noexcept {
  switch (format & SF_FORMAT_TYPEMASK) {
    case SF_FORMAT_WAV:
    case SF_FORMAT_WAVEX:
      return Container::Wav;
    case SF_FORMAT_RF64:
      return Container::Rf64;
    case SF_FORMAT_W64:
      return Container::W64;
    case SF_FORMAT_AIFF:
      return Container::Aiff;
    case SF_FORMAT_FLAC:
      return Container::Flac;
    case SF_FORMAT_CAF:
      return Container::Caf;
    case SF_FORMAT_OGG:
      if ((format & SF_FORMAT_SUBMASK) == SF_FORMAT_VORBIS) return Container::OggVorbis;
      return (format & SF_FORMAT_SUBMASK) == SF_FORMAT_OPUS ? Container::OggOpus : Container::Other;
    case SF_FORMAT_MPEG:
      return Container::Mp3;
    default:
      return Container::Other;
  }
}

Encoding encodingOf(int format) noexcept {
  switch (format & SF_FORMAT_SUBMASK) {
    case SF_FORMAT_PCM_S8:
    case SF_FORMAT_PCM_U8:
      return Encoding::Int8;
    case SF_FORMAT_PCM_16:
    case SF_FORMAT_ALAC_16:
      return Encoding::Int16;
    case SF_FORMAT_ALAC_20:
      return Encoding::Int20;
    case SF_FORMAT_PCM_24:
    case SF_FORMAT_ALAC_24:
      return Encoding::Int24;
    case SF_FORMAT_PCM_32:
    case SF_FORMAT_ALAC_32:
      return Encoding::Int32;
    case SF_FORMAT_FLOAT:
      return Encoding::Float32;
    case SF_FORMAT_DOUBLE:
      return Encoding::Float64;
    default:
      return Encoding::Lossy;
  }
}

}  // namespace

int sndfileFormat(const FileFormat& format) noexcept {
  return majorFormat(format.container) | subFormat(format.encoding);
}

FileFormat formatOfSndfile(int format) noexcept { return {containerOf(format), encodingOf(format)}; }

bool isIntegerSndfile(int format) noexcept {
  const Encoding encoding = encodingOf(format);
  return encoding != Encoding::Lossy && !isFloat(encoding);
}

}  // namespace lathe
