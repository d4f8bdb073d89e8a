# What is installed beside the programs, and the Debian packages lathe, lathe-gui, lathe-doc and lathe-cuda: scripts/package.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors

# Whoever passes packages on names themselves here.
set(LATHE_HOMEPAGE "https://lathe.example.org/" CACHE STRING "Where the project lives; stands in the packages and the software centre")
set(LATHE_CONTACT "lathe@lathe.example.org" CACHE STRING "Address of those who maintain the packages")

set(packaging ${PROJECT_SOURCE_DIR}/packaging)
set(made ${PROJECT_BINARY_DIR}/packaging)

# Compresses a file without a time stamp, so that the same sources give the same package.
function(lathe_compress file)
  execute_process(COMMAND ${GZIP} -9nkf ${file} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

if(TARGET lathe-gui)
  configure_file(${packaging}/org.lathe.Lathe.metainfo.xml ${made}/org.lathe.Lathe.metainfo.xml @ONLY)
  configure_file(${packaging}/lathe-gui.1 ${made}/lathe-gui.1 @ONLY)
  lathe_compress(${made}/lathe-gui.1)
  install(FILES ${packaging}/org.lathe.Lathe.desktop DESTINATION share/applications COMPONENT gui)
  install(FILES ${made}/org.lathe.Lathe.metainfo.xml DESTINATION share/metainfo COMPONENT gui)
  install(FILES ${packaging}/lathe.svg DESTINATION share/icons/hicolor/scalable/apps COMPONENT gui)
  install(FILES ${packaging}/lathe.xml DESTINATION share/mime/packages COMPONENT gui)
  install(FILES ${made}/lathe-gui.1.gz DESTINATION share/man/man1 COMPONENT gui)
endif()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/ DESTINATION share/doc/lathe COMPONENT doc)
if(TARGET lathe_cuda)
  install(TARGETS lathe_cuda LIBRARY DESTINATION lib/lathe COMPONENT cuda)
endif()

# Every package has its own changelog and copyright, as Debian's policy asks for (12.5, 12.7).
configure_file(${packaging}/changelog ${made}/changelog @ONLY)
configure_file(${packaging}/copyright ${made}/copyright @ONLY)
lathe_compress(${made}/changelog)

set(CPACK_COMPONENTS_ALL cli doc)
set(CPACK_DEBIAN_CLI_PACKAGE_NAME lathe)
set(CPACK_DEBIAN_DOC_PACKAGE_NAME lathe-doc)
if(TARGET lathe-gui)
  list(APPEND CPACK_COMPONENTS_ALL gui)
  set(CPACK_DEBIAN_GUI_PACKAGE_NAME lathe-gui)
endif()
if(TARGET lathe_cuda)
  list(APPEND CPACK_COMPONENTS_ALL cuda)
  set(CPACK_DEBIAN_CUDA_PACKAGE_NAME lathe-cuda)
endif()
foreach(component ${CPACK_COMPONENTS_ALL})
  string(TOUPPER ${component} name)
  install(FILES ${made}/changelog.gz ${made}/copyright DESTINATION share/doc/${CPACK_DEBIAN_${name}_PACKAGE_NAME}
    COMPONENT ${component})
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME lathe)
set(CPACK_PACKAGE_VENDOR "The Lathe authors")
set(CPACK_PACKAGE_CONTACT "The Lathe authors <${LATHE_CONTACT}>")
set(CPACK_PACKAGE_HOMEPAGE_URL ${LATHE_HOMEPAGE})
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION sound)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS OFF)

set(CPACK_DEBIAN_CLI_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_CLI_PACKAGE_SUGGESTS "lathe-gui, lathe-doc")
set(CPACK_DEBIAN_CLI_DESCRIPTION "mastering, restoration and measurement of sound (command line)
 Lathe masters finished mixes to a loudness under a true-peak ceiling, checks
 files against delivery specifications, cleans recordings, edits in time and
 frequency, and measures what it wrote. Files that are opened are only read.
 This package holds the command line program, lathe.")
set(CPACK_DEBIAN_GUI_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_GUI_PACKAGE_DEPENDS "lathe (= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_GUI_PACKAGE_SUGGESTS lathe-doc)
set(CPACK_DEBIAN_GUI_DESCRIPTION "mastering, restoration and measurement of sound (window)
 Lathe shows the waveform and the spectrogram of a recording, repairs it,
 masters it and measures what it wrote. Files that are opened are only read.
 This package holds the window, lathe-gui.")
set(CPACK_DEBIAN_DOC_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_DOC_PACKAGE_SECTION doc)
set(CPACK_DEBIAN_DOC_DESCRIPTION "mastering, restoration and measurement of sound (documentation)
 The guide to Lathe's window and a page for each subject: measuring, delivery
 specifications, restoration, spectral editing, reverb, sessions; with measured
 quality and speed, and schemas of the files that it writes.")
# CUDA's runtime and cuFFT come from NVIDIA, often from outside any package: the module looks for them when it is opened.
set(CPACK_DEBIAN_CUDA_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_CUDA_PACKAGE_DEPENDS "lathe (= ${PROJECT_VERSION}), libc6, libgcc-s1, libstdc++6")
set(CPACK_DEBIAN_CUDA_DESCRIPTION "mastering, restoration and measurement of sound (GPU module)
 With this module Lathe does heavy work on NVIDIA GPUs: convolution, short-time
 transforms, measuring, noise removal, de-clipping. It needs NVIDIA's driver, the
 CUDA runtime and cuFFT, which are not part of it; lathe devices tells whether
 they are found.")
include(CPack)
