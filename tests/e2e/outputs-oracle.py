"""Runs a job with the reference engine and compares its extracts with those of a server, and reads the server's HDF5 file.

Arguments: job.ini, address of the server, number of the calculation, folder to write to. Prints one JSON object.
"""
import json
import os
import sys
import zlib

import h5py
import numpy

from openquake.calculators import base
from openquake.calculators.export import export
from openquake.calculators.extract import WebExtractor, extract
from openquake.commonlib import datastore

RTOL, ATOL = 1e-3, 1e-6

ini, url, calc_id, folder = sys.argv[1:]
theirs = base.run_calc(ini).datastore
web = WebExtractor(int(calc_id), url, '', '')

fname = folder + '/calc_%s.hdf5' % calc_id
web.dump(fname)
ours = datastore.read(fname)
ours.export_dir = folder

worst = 0.


def same(name, a, b):
    """Compares two arrays of equal names, texts and shapes; numbers may differ by the tolerance."""
    global worst
    a, b = numpy.asarray(a), numpy.asarray(b)
    assert a.shape == b.shape, (name, a.shape, b.shape)
    if a.dtype.names:
        assert len(a.dtype.names) == len(b.dtype.names), (name, a.dtype.names, b.dtype.names)
        for n, m in zip(a.dtype.names, b.dtype.names):
            # levels are names: the last digit of a logarithmic one is numpy's own
            assert n == m or abs(float(n) - float(m)) < 1e-14 * abs(float(n)), (name, n, m)
            same('%s.%s' % (name, n), a[n], b[m])
    elif a.dtype.kind in 'SUO':
        assert a.astype('U').tolist() == b.astype('U').tolist(), (name, a, b)
    else:
        assert a.dtype == b.dtype, (name, a.dtype, b.dtype)
        if a.size:
            scaled = numpy.abs(a.astype(float) - b.astype(float)) / (ATOL + RTOL * numpy.abs(a.astype(float)))
            worst = max(worst, float(scaled.max()))
            assert scaled.max() <= 1, (name, float(scaled.max()))


def members(obj):
    return {k: v for k, v in vars(obj).items() if k not in ('extra', 'json') and not k.startswith('_')}


def differs(function, *args):
    try:
        function(*args)
    except Exception as exc:
        return '%s: %s' % (type(exc).__name__, str(exc)[:300])


out = dict(compared=[], different={}, refused={}, stored=[], exported={})


def ids(value):
    return zlib.decompressobj(31).decompress(bytes(value))


def compare(spec):
    a, b = members(extract(theirs, spec)), members(web.get(spec))
    assert list(a) == list(b), (list(a), list(b))
    for name, value in a.items():
        if name == 'src_gz':  # numpy strips the zeros at its end
            assert ids(value) == ids(b[name]), (name, ids(value), ids(b[name]))
            continue
        same(name, value, b[name])


kinds = ['mean', 'std', 'max', 'quantile-0.16', 'rlz-3', 'stats', 'rlzs']
specs = ['realizations', 'weights', 'sitecol', 'sitecol?field=vs30', 'sitecol?field=lon', 'high_sites',
         'hcurves-stats', 'hcurves-rlzs', 'hmaps-stats', 'hmaps-rlzs', 'sources?code=S']
for what in ['hcurves', 'hmaps', 'uhs']:
    specs.append(what)
    for kind in kinds:
        specs.extend(['%s?kind=%s' % (what, kind), '%s?kind=%s&site_id=1' % (what, kind)])
        if what != 'uhs':
            specs.append('%s?kind=%s&imt=SA(1.0)' % (what, kind))
            specs.append('%s?kind=%s&imt=PGA&site_id=2' % (what, kind))
for spec in specs:
    problem = differs(compare, spec)
    if problem is None:
        out['compared'].append(spec)
    else:
        out['different'][spec] = problem

for spec in ['nosuch', 'hcurves?imt=PGA', 'hcurves?kind=mean&imt=PGV', 'events', 'disagg?kind=Mag']:
    assert differs(extract, theirs, spec) is not None, spec
    out['refused'][spec] = differs(web.get, spec)

for name in ['calculation_mode', 'description', 'investigation_time', 'hazard_imtls', 'poes', 'quantiles']:
    a, b = getattr(theirs['oqparam'], name), getattr(web.oqparam, name)
    if name == 'hazard_imtls':
        assert list(a) == list(b)
        for imt in a:
            numpy.testing.assert_allclose(a[imt], b[imt], rtol=1e-14)
    else:
        assert a == b, (name, a, b)


def raw(ds, key):
    """The dataset itself, without the object the library makes of it."""
    return h5py.File.__getitem__(ds.hdf5, key)[()]


def stored(key):
    a, b = theirs[key], ours[key]
    same(key, a[()] if hasattr(a, 'shape') else a, b[()] if hasattr(b, 'shape') else b)


for key in ['hcurves-stats', 'hcurves-rlzs', 'hmaps-stats', 'hmaps-rlzs', 'weights', 'full_lt/sm_data',
            'full_lt/gsim_lt', 'full_lt/source_model_lt']:
    reader = (lambda k: same(k, raw(theirs, k), raw(ours, k))) if '/' in key else stored
    problem = differs(reader, key)
    if problem is None:
        out['stored'].append(key)
    else:
        out['different'][key] = problem


def library():
    a, b = theirs['full_lt'], ours['full_lt']
    same('rlzs', a.rlzs, b.rlzs)
    assert a.source_model_lt.bsetdict == b.source_model_lt.bsetdict, (a.source_model_lt.bsetdict, b.source_model_lt.bsetdict)
    same('models', [str(br) for br in a.gsim_lt.branches], [str(br) for br in b.gsim_lt.branches])
    same('sitecol', theirs['sitecol'].array[['lon', 'lat', 'depth', 'vs30', 'z1pt0']],
         ours['sitecol'].array[['lon', 'lat', 'depth', 'vs30', 'z1pt0']])
    assert theirs['oqparam'].imtls.keys() == ours['oqparam'].imtls.keys()


problem = differs(library)
if problem is not None:
    out['different']['library'] = problem
theirs.export_dir = folder + '/theirs'
os.makedirs(theirs.export_dir)
for key in ['hcurves', 'hmaps', 'hmaps-stats', 'uhs', 'realizations']:
    out['exported'][key] = [len(export((key, 'csv'), ours)), len(export((key, 'csv'), theirs))]
out['worst'] = worst
print(json.dumps(out))
