// Opening the GPU module with dlopen, and the NVIDIA libraries it needs from where they may be.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/gpu_module.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <cstdlib>
#include <cstring>
#include <system_error>

#include "core/compute/ops/module_contract.h"

namespace lathe {
namespace {

namespace fs = std::filesystem;

/// A library that is open already satisfies the module's need by its name, wherever it came from.
void openNvidiaLibraries() {
  std::vector<fs::path> folders;
  if (const char* told = std::getenv("LATHE_CUDA_LIB")) folders.emplace_back(told);
  folders.insert(folders.end(), {"/usr/local/cuda/lib64", "/opt/cuda/lib64", "/usr/lib/x86_64-linux-gnu"});
  for (const char* library : {"libcudart.so.13", "libcufft.so.12"}) {
    if (dlopen(library, RTLD_NOW | RTLD_LOCAL)) continue;
    for (const auto& folder : folders) {
      if (dlopen((folder / library).c_str(), RTLD_NOW | RTLD_LOCAL)) break;
    }
  }
}

GpuModule troubled(std::string sentence) { return {{}, std::move(sentence)}; }

}  // namespace

std::filesystem::path findGpuModule() {
  if (const char* told = std::getenv("LATHE_GPU_MODULE")) return told;
  std::error_code none;
  const fs::path program = fs::read_symlink("/proc/self/exe", none).parent_path();
  if (none) return {};
  for (const char* place : {"liblathe_cuda.so", "../gpu/liblathe_cuda.so", "../lib/lathe/liblathe_cuda.so"}) {
    if (const fs::path path = program / place; fs::exists(path, none)) return path.lexically_normal();
  }
  return {};
}

GpuModule openGpuModule(const fs::path& path) {
  if (path.empty()) return troubled("the GPU module liblathe_cuda.so is not installed");
  void* module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!module) {
    openNvidiaLibraries();
    module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  }
  if (!module) {
    const char* reason = dlerror();
    return troubled(fmt::format("the GPU module cannot be opened: {}", reason ? reason : path.c_str()));
  }
  const auto function = reinterpret_cast<BackendModuleFunction>(dlsym(module, backendModuleSymbol));
  const BackendModule* api = function ? function() : nullptr;
  if (!api || std::strcmp(api->buildId, backendBuildId) != 0) {
    return troubled(fmt::format("the GPU module {} belongs to another build of Lathe and is not used", path.c_str()));
  }
  Status why;
  const int count = api->devices(why);
  if (count <= 0) return troubled(fmt::format("no GPU can be used: {}", why.text));
  GpuModule found;
  for (int device = 0; device < count; ++device) {
    std::unique_ptr<Backend> backend;
    if (const Status status = api->open(device, backend); status.ok() && backend) {
      found.devices.push_back(std::move(backend));
    } else {
      found.trouble = fmt::format("GPU {} cannot be used: {}", device, status.text);
    }
  }
  return found;
}

}  // namespace lathe
